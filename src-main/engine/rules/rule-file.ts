import type { Node } from 'yaml'
import type { AlertingRule, FileProblem, RecordingRule, Rule, RuleGroup } from './model.ts'
import { checkExpression, checkLabels, checkMetricName, checkTemplates } from './rule-checks.ts'
import { type Fields, YamlReader } from './yaml-reader.ts'

/** A file by the name it has in messages. */
export interface RuleFileText {
  readonly name: string
  readonly text: string
}

/** The groups of all files, or nothing but what is wrong with them. */
export interface LoadedRules {
  readonly groups: readonly RuleGroup[]
  readonly problems: readonly FileProblem[]
}

const fileKeys = new Set(['groups'])
const groupKeys = new Set(['name', 'interval', 'limit', 'query_offset', 'labels', 'rules'])
const ruleKeys = new Set(['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'])

/** Reads rule files of Prometheus; one mistake in one of them and none counts, so that old rules stay in force. */
export function loadRuleFiles(files: readonly RuleFileText[]): LoadedRules {
  const read = files.map(readRuleFile)
  const problems = read.flatMap((file) => file.problems)
  return { groups: problems.length > 0 ? [] : read.flatMap(({ groups }) => groups), problems }
}

function readRuleFile({ name, text }: RuleFileText): LoadedRules {
  const reader = new YamlReader(name, text)
  if (reader.root === undefined) return { groups: [], problems: reader.problems }
  const fields = reader.fields(reader.root, fileKeys, 'a rule file')
  const names = new Set<string>()
  const groups = reader.items(fields.get('groups'), 'groups').map((node) => readGroup(reader, name, node, names))
  return { groups, problems: reader.problems }
}

function readGroup(reader: YamlReader, file: string, node: Node, names: Set<string>): RuleGroup {
  const fields = reader.fields(node, groupKeys, 'a group')
  const name = reader.text(fields.get('name')) ?? ''
  if (name === '') reader.report(node, 'a group needs a name')
  if (names.has(name))
    reader.report(fields.get('name'), `the group name ${JSON.stringify(name)} is repeated in the file`)
  names.add(name)
  const intervalMs = reader.duration(fields.get('interval'))
  if (intervalMs === 0) reader.report(fields.get('interval'), 'an interval must be longer than 0')
  const shared = readLabels(reader, fields)
  return {
    file,
    name,
    intervalMs,
    limit: reader.number(fields.get('limit'), 'limit') ?? 0,
    queryOffsetMs: reader.duration(fields.get('query_offset')) ?? 0,
    rules: reader.items(fields.get('rules'), 'rules').flatMap((rule) => readRule(reader, rule, shared) ?? []),
  }
}

function readRule(reader: YamlReader, node: Node, shared: Readonly<Record<string, string>>): Rule | undefined {
  const fields = reader.fields(node, ruleKeys, 'a rule')
  const expression = reader.text(fields.get('expr')) ?? ''
  if (expression.trim() === '') reader.report(node, "field 'expr' must be set in a rule")
  else checkExpression(reader, fields.get('expr'), expression)
  const base = { expression, labels: { ...shared, ...readLabels(reader, fields) }, position: reader.position(node) }
  const [record, alert] = [reader.text(fields.get('record')) ?? '', reader.text(fields.get('alert')) ?? '']
  if (record !== '' && alert !== '') reader.report(node, "only one of 'record' and 'alert' must be set")
  else if (record !== '') return readRecording(reader, fields, { ...base, kind: 'recording', name: record })
  else if (alert !== '') return readAlerting(reader, fields, { ...base, name: alert })
  else reader.report(node, "one of 'record' or 'alert' must be set")
  return undefined
}

function readRecording(reader: YamlReader, fields: Fields, rule: RecordingRule): RecordingRule {
  for (const key of ['for', 'keep_firing_for', 'annotations']) {
    if (fields.has(key)) reader.report(fields.get(key), `invalid field '${key}' in recording rule`)
  }
  checkMetricName(reader, fields.get('record'), rule.name)
  return rule
}

function readAlerting(
  reader: YamlReader,
  fields: Fields,
  rule: Pick<AlertingRule, 'expression' | 'labels' | 'position' | 'name'>,
): AlertingRule {
  const annotations = reader.texts(fields.get('annotations'), 'annotations')
  checkLabels(reader, annotations, 'annotation')
  checkTemplates(reader, annotations)
  checkTemplates(reader, reader.texts(fields.get('labels'), 'labels'))
  return {
    ...rule,
    kind: 'alerting',
    forMs: reader.duration(fields.get('for')) ?? 0,
    keepFiringForMs: reader.duration(fields.get('keep_firing_for')) ?? 0,
    annotations: plain(annotations),
  }
}

function readLabels(reader: YamlReader, fields: Fields): Readonly<Record<string, string>> {
  const labels = reader.texts(fields.get('labels'), 'labels')
  checkLabels(reader, labels, 'label')
  return plain(labels)
}

function plain(texts: ReadonlyMap<string, { readonly text: string }>): Readonly<Record<string, string>> {
  return Object.fromEntries([...texts].map(([name, { text }]) => [name, text]))
}
