import type { Node } from 'yaml'
import { parseMetric, parseSeriesNotation, SeriesNotationError } from '../../promql/index.ts'
import { Labels, metricName } from '../../timeseries/index.ts'
import type { FileProblem } from '../model.ts'
import { type Fields, YamlReader } from '../yaml-reader.ts'

/** An alert that a test expects to fire. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export interface AlertTest {
  readonly evalTimeMs: number
  readonly alertName: string
  readonly expected: readonly ExpectedAlert[]
}

export interface ExpressionTest {
  readonly evalTimeMs: number
  readonly expression: string
  readonly expected: readonly { readonly labels: Labels; readonly value: number }[]
}

/** Series and what rules make of them; times count from the start of the test. */
export interface RuleTest {
  readonly name: string
  readonly intervalMs: number
  readonly series: readonly ReturnType<typeof parseSeriesNotation>[]
  readonly alertTests: readonly AlertTest[]
  readonly expressionTests: readonly ExpressionTest[]
  readonly externalLabels: Labels
  readonly externalUrl: string
}

/** A file in the format of promtool's unit tests. */
export interface RuleTestFile {
  readonly ruleFiles: readonly string[]
  readonly evaluationIntervalMs: number
  readonly groupOrder: readonly string[]
  /** Takes values for equal that differ by less than a millionth. */
  readonly fuzzy: boolean
  readonly tests: readonly RuleTest[]
}

const fileKeys = new Set(['rule_files', 'evaluation_interval', 'group_eval_order', 'fuzzy_compare', 'tests'])
const testKeys = new Set([
  'interval',
  'name',
  'input_series',
  'alert_rule_test',
  'promql_expr_test',
  'external_labels',
  'external_url',
])
const seriesKeys = new Set(['series', 'values'])
const alertKeys = new Set(['eval_time', 'alertname', 'exp_alerts'])
const expectedAlertKeys = new Set(['exp_labels', 'exp_annotations'])
const expressionKeys = new Set(['expr', 'eval_time', 'exp_samples'])
const sampleKeys = new Set(['labels', 'value'])
const defaultIntervalMs = 60_000

/** Reads a test file; the file counts only where there are no problems. */
export function readRuleTestFile(
  name: string,
  text: string,
): { readonly file: RuleTestFile; readonly problems: readonly FileProblem[] } {
  const reader = new YamlReader(name, text)
  const fields: Fields = reader.problems.length > 0 ? new Map() : reader.fields(reader.root, fileKeys, 'a test file')
  const evaluationIntervalMs = reader.duration(fields.get('evaluation_interval')) || defaultIntervalMs
  const file = {
    ruleFiles: texts(reader, fields.get('rule_files'), 'rule_files'),
    evaluationIntervalMs,
    groupOrder: texts(reader, fields.get('group_eval_order'), 'group_eval_order'),
    fuzzy: reader.boolean(fields.get('fuzzy_compare'), 'fuzzy_compare') ?? false,
    tests: reader.items(fields.get('tests'), 'tests').map((node) => readTest(reader, node, evaluationIntervalMs)),
  }
  return { file, problems: reader.problems }
}

function readTest(reader: YamlReader, node: Node, evaluationIntervalMs: number): RuleTest {
  const fields = reader.fields(node, testKeys, 'a test')
  const each = <T>(key: string, read: (reader: YamlReader, item: Node) => T): readonly T[] =>
    reader.items(fields.get(key), key).map((item) => read(reader, item))
  return {
    name: reader.text(fields.get('name')) ?? '',
    intervalMs: reader.duration(fields.get('interval')) || evaluationIntervalMs,
    series: each('input_series', readSeries).flatMap((series) => series ?? []),
    alertTests: each('alert_rule_test', readAlertTest),
    expressionTests: each('promql_expr_test', readExpressionTest),
    externalLabels: Labels.of(plainTexts(reader, fields, 'external_labels')),
    externalUrl: reader.text(fields.get('external_url')) ?? '',
  }
}

function readSeries(reader: YamlReader, node: Node): ReturnType<typeof parseSeriesNotation> | undefined {
  const fields = reader.fields(node, seriesKeys, 'an input series')
  const line = `${reader.text(fields.get('series')) ?? ''} ${reader.text(fields.get('values')) ?? ''}`
  return noted(reader, node, () => parseSeriesNotation(line))
}

function readAlertTest(reader: YamlReader, node: Node): AlertTest {
  const fields = reader.fields(node, alertKeys, 'an alert test')
  const alertName = reader.text(fields.get('alertname')) ?? ''
  if (alertName === '') reader.report(node, 'an alert test needs an alertname')
  const expected = reader.items(fields.get('exp_alerts'), 'exp_alerts').map((item) => {
    const alert = reader.fields(item, expectedAlertKeys, 'an expected alert')
    const labels = { ...plainTexts(reader, alert, 'exp_labels'), alertname: alertName }
    return { labels, annotations: plainTexts(reader, alert, 'exp_annotations') }
  })
  return { evalTimeMs: reader.duration(fields.get('eval_time')) ?? 0, alertName, expected }
}

function readExpressionTest(reader: YamlReader, node: Node): ExpressionTest {
  const fields = reader.fields(node, expressionKeys, 'an expression test')
  const expected = reader.items(fields.get('exp_samples'), 'exp_samples').flatMap((item) => {
    const sample = reader.fields(item, sampleKeys, 'an expected sample')
    const labels = noted(reader, sample.get('labels'), () => parseMetric(reader.text(sample.get('labels')) ?? '{}'))
    return labels === undefined ? [] : [{ labels, value: reader.number(sample.get('value'), 'value') ?? 0 }]
  })
  return {
    expression: reader.text(fields.get('expr')) ?? '',
    evalTimeMs: reader.duration(fields.get('eval_time')) ?? 0,
    expected,
  }
}

function noted<T>(reader: YamlReader, node: Node | undefined, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SeriesNotationError)) throw error
    reader.report(node, error.message)
    return undefined
  }
}

function texts(reader: YamlReader, node: Node | undefined, what: string): readonly string[] {
  return reader.items(node, what).flatMap((item) => reader.text(item) ?? [])
}

function plainTexts(reader: YamlReader, fields: Fields, key: string): Record<string, string> {
  const read = reader.texts(fields.get(key), key)
  return Object.fromEntries([...read].filter(([name]) => name !== metricName).map(([name, { text }]) => [name, text]))
}
