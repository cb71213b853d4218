import { evaluateInstant } from '../../promql/index.ts'
import { Labels } from '../../timeseries/index.ts'
import { RuleGroupEvaluator } from '../group-evaluator.ts'
import type { RuleGroup } from '../model.ts'
import { MemorySeries } from './memory-series.ts'
import type { AlertTest, ExpectedAlert, ExpressionTest, RuleTest, RuleTestFile } from './test-file.ts'

/** An element of an answer, labels as plain data. */
export interface TestSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What a test expected and what it got; plain data. */
export type RuleTestFailure =
  | {
      readonly kind: 'alert'
      readonly test: string
      readonly alertName: string
      readonly evalTimeMs: number
      readonly expected: readonly ExpectedAlert[]
      readonly got: readonly ExpectedAlert[]
    }
  | {
      readonly kind: 'expression'
      readonly test: string
      readonly expression: string
      readonly evalTimeMs: number
      readonly expected: readonly TestSample[]
      readonly got: readonly TestSample[]
    }
  | {
      readonly kind: 'error'
      readonly test: string
      readonly what: string
      readonly evalTimeMs: number
      readonly message: string
    }

/** The most evaluations of a group that one test may ask for. */
const mostTicks = 200_000

/** Runs the tests of a file over its rules as promtool does: every group at every tick, alerts judged at the last one before. */
export async function runRuleTests(
  file: RuleTestFile,
  groups: readonly RuleGroup[],
  signal?: AbortSignal,
): Promise<readonly RuleTestFailure[]> {
  const failures: RuleTestFailure[] = []
  for (const test of file.tests) failures.push(...(await new TestRun(file, test, groups, signal).run()))
  return failures
}

class TestRun {
  readonly #test: RuleTest
  readonly #file: RuleTestFile
  readonly #signal: AbortSignal | undefined
  readonly #series = new MemorySeries()
  readonly #evaluators: readonly RuleGroupEvaluator[]
  readonly #query

  constructor(file: RuleTestFile, test: RuleTest, groups: readonly RuleGroup[], signal: AbortSignal | undefined) {
    this.#file = file
    this.#test = test
    this.#signal = signal
    this.#query = { defaultSubqueryStepMs: file.evaluationIntervalMs }
    const context = {
      externalLabels: test.externalLabels,
      externalUrl: test.externalUrl,
      noDataHoldMs: 0,
      query: this.#query,
    }
    this.#evaluators = ordered(groups, file.groupOrder).map(
      (group) => new RuleGroupEvaluator(group, this.#series, context),
    )
  }

  async run(): Promise<readonly RuleTestFailure[]> {
    this.#loadSeries()
    const stepMs = this.#file.evaluationIntervalMs
    const lastMs = Math.max(
      0,
      ...[...this.#test.alertTests, ...this.#test.expressionTests].map(({ evalTimeMs }) => evalTimeMs),
    )
    if (lastMs / stepMs > mostTicks)
      return [this.#error('test', lastMs, 'eval_time is too far away for evaluation_interval')]
    const failures: RuleTestFailure[] = []
    for (let atMs = 0; atMs <= lastMs; atMs += stepMs) {
      const errors = await this.#tick(atMs)
      if (errors.length > 0) return [...failures, ...errors]
      const due = this.#test.alertTests.filter(({ evalTimeMs }) => evalTimeMs >= atMs && evalTimeMs < atMs + stepMs)
      failures.push(...due.flatMap((test) => this.#judgeAlerts(test)))
    }
    for (const test of this.#test.expressionTests) failures.push(...(await this.#judgeExpression(test)))
    return failures
  }

  #loadSeries(): void {
    for (const { labels, values } of this.#test.series) {
      for (const [index, value] of values.entries()) {
        if (value !== 'missing') this.#series.add(labels, index * this.#test.intervalMs, value)
      }
    }
  }

  async #tick(atMs: number): Promise<readonly RuleTestFailure[]> {
    for (const evaluator of this.#evaluators) await evaluator.evaluate(atMs, this.#signal)
    return this.#evaluators
      .flatMap(({ health }) => health)
      .flatMap(({ name, lastError }) =>
        lastError === undefined ? [] : [this.#error(`rule: ${name}`, atMs, lastError)],
      )
  }

  #judgeAlerts({ alertName, evalTimeMs, expected }: AlertTest): readonly RuleTestFailure[] {
    const got = this.#evaluators
      .flatMap(({ health }) => health)
      .filter(({ name, kind }) => kind === 'alerting' && name === alertName)
      .flatMap(({ alerts }) => alerts)
      .filter(({ state }) => state === 'firing')
      .map(({ labels, annotations }) => ({ labels, annotations }))
    const [wanted, found] = [sortedTexts(expected), sortedTexts(got)]
    if (wanted.join('\n') === found.join('\n')) return []
    return [{ kind: 'alert', test: this.#test.name, alertName, evalTimeMs, expected, got }]
  }

  async #judgeExpression({ expression, evalTimeMs, expected }: ExpressionTest): Promise<readonly RuleTestFailure[]> {
    const wanted = sortedSamples(expected)
    try {
      const got = sortedSamples(await this.#ask(expression, evalTimeMs))
      if (this.#areSame(wanted, got)) return []
      const plain = { expected: wanted.map(plainSample), got: got.map(plainSample) }
      return [{ kind: 'expression', test: this.#test.name, expression, evalTimeMs, ...plain }]
    } catch (error) {
      this.#signal?.throwIfAborted()
      const message = error instanceof Error ? error.message : String(error)
      return [this.#error(`expr: ${JSON.stringify(expression)}`, evalTimeMs, message)]
    }
  }

  async #ask(expression: string, atMs: number): Promise<readonly KeyedSample[]> {
    const { value } = await evaluateInstant(expression, { ...this.#query, source: this.#series, atMs })
    if (value.kind === 'vector') return value.samples
    if (value.kind === 'scalar') return [{ labels: Labels.empty, value: value.value }]
    throw new Error('rule result is not a vector or scalar')
  }

  #areSame(wanted: readonly KeyedSample[], got: readonly KeyedSample[]): boolean {
    return (
      wanted.length === got.length &&
      wanted.every(({ labels, value }, index) => {
        const other = got[index]
        return other !== undefined && other.labels.key === labels.key && this.#isSame(value, other.value)
      })
    )
  }

  #isSame(wanted: number, got: number): boolean {
    if (Object.is(wanted, got) || wanted === got) return true
    return this.#file.fuzzy && Math.abs(wanted - got) < 1e-6 * Math.max(Math.abs(wanted), Math.abs(got))
  }

  #error(what: string, evalTimeMs: number, message: string): RuleTestFailure {
    return { kind: 'error', test: this.#test.name, what, evalTimeMs, message }
  }
}

interface KeyedSample {
  readonly labels: Labels
  readonly value: number
}

function plainSample({ labels, value }: KeyedSample): TestSample {
  return { labels: labels.toJSON(), value }
}

function sortedSamples(samples: readonly KeyedSample[]): readonly KeyedSample[] {
  return [...samples].sort((left, right) => (left.labels.key < right.labels.key ? -1 : 1))
}

function sortedTexts(alerts: readonly ExpectedAlert[]): readonly string[] {
  return alerts.map(({ labels, annotations }) => `${Labels.of(labels).key}\n${Labels.of(annotations).key}`).sort()
}

function ordered(groups: readonly RuleGroup[], order: readonly string[]): readonly RuleGroup[] {
  const place = ({ name }: RuleGroup) => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...groups].sort((left, right) => place(left) - place(right))
}
