import { type Expression, evaluateInstant, type QueryValue, type Sample } from '../promql/index.ts'
import { Labels, metricName } from '../timeseries/index.ts'
import type { FoundAlert } from './alerts.ts'
import type { AlertingRule, RecordingRule } from './model.ts'
import type { RuleContext, RuleSample, RuleStore } from './ports.ts'
import { expandTemplate, parseTemplate } from './template/template.ts'
import { TemplateSample } from './template/values.ts'

/** A rule whose answer cannot be used. */
export class RuleEvaluationError extends Error {
  override readonly name = 'RuleEvaluationError'
}

/** One moment at which rules are evaluated. */
export interface RuleMoment {
  readonly store: RuleStore
  readonly context: RuleContext
  /** The moment that queries ask about. */
  readonly atMs: number
  readonly signal: AbortSignal | undefined
}

export interface RuleAnswer {
  readonly samples: readonly Sample[]
  /** How many series the expression found to judge by. */
  readonly inputSeries: number
}

/** Asks the expression of a rule; a single number becomes one element without labels. */
export async function askRule(expression: Expression, moment: RuleMoment): Promise<RuleAnswer> {
  const { value, inputSeries } = await ask(expression, moment)
  return { samples: samplesOf(value, moment.atMs), inputSeries }
}

async function ask(expression: Expression | string, { store, context, atMs, signal }: RuleMoment) {
  const options = { ...context.query, source: store.source, atMs, ...(signal === undefined ? {} : { signal }) }
  return await evaluateInstant(expression, options)
}

function samplesOf(value: QueryValue, timestampMs: number): readonly Sample[] {
  if (value.kind === 'vector') return value.samples
  if (value.kind === 'scalar') return [{ labels: Labels.empty, timestampMs, value: value.value }]
  throw new RuleEvaluationError('rule result is not a vector or scalar')
}

/** What a recording rule writes: its name, its labels over those of the answer. */
export function recordedSamples(
  rule: RecordingRule,
  { samples }: RuleAnswer,
  timestampMs: number,
): readonly RuleSample[] {
  const recorded = samples.map(({ labels, value }) => ({
    labels: labels.with({ ...rule.labels, [metricName]: rule.name }),
    timestampMs,
    value,
    ended: false,
  }))
  if (new Set(recorded.map(({ labels }) => labels.key)).size < recorded.length) {
    throw new RuleEvaluationError('vector contains metrics with the same labelset after applying rule labels')
  }
  return recorded
}

/** The alerts an answer stands for, by the key of their labels. */
export async function foundAlerts(
  rule: AlertingRule,
  { samples }: RuleAnswer,
  moment: RuleMoment,
): Promise<ReadonlyMap<string, FoundAlert>> {
  const found = new Map<string, FoundAlert>()
  for (const sample of samples) {
    const alert = await alertOf(rule, sample, moment)
    const { key } = Labels.of(alert.labels)
    if (found.has(key)) {
      throw new RuleEvaluationError('vector contains metrics with the same labelset after applying alert labels')
    }
    found.set(key, alert)
  }
  return found
}

async function alertOf(rule: AlertingRule, { labels, value }: Sample, moment: RuleMoment): Promise<FoundAlert> {
  const own = await filledIn(rule.labels, labels, value, moment)
  const annotations = await filledIn(rule.annotations, labels, value, moment)
  const all = labels.without(new Set([metricName])).with({ ...own, alertname: rule.name })
  return { labels: all.toJSON(), annotations, value }
}

async function filledIn(
  texts: Readonly<Record<string, string>>,
  labels: Labels,
  value: number,
  moment: RuleMoment,
): Promise<Readonly<Record<string, string>>> {
  const { externalLabels, externalUrl } = moment.context
  const pairs: [string, string][] = []
  for (const [name, text] of Object.entries(texts)) {
    const data = { labels, externalLabels, externalUrl, value }
    pairs.push([name, await expandedOrTold(text, data, moment)])
  }
  return Object.fromEntries(pairs)
}

/** A template that fails is told in its place: an alert with a broken text is better than none. */
async function expandedOrTold(
  text: string,
  data: Parameters<typeof expandTemplate>[1],
  moment: RuleMoment,
): Promise<string> {
  try {
    return await expandTemplate(parseTemplate(text), data, async (expression) => {
      const { value } = await ask(expression, moment)
      return samplesOf(value, moment.atMs).map((sample) => new TemplateSample(sample.labels, sample.value))
    })
  } catch (error) {
    return `<error expanding template: ${error instanceof Error ? error.message : String(error)}>`
  }
}
