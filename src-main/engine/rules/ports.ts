import type { EvaluationOptions } from '../promql/index.ts'
import type { Labels, SeriesSource } from '../timeseries/index.ts'

/** A sample that a rule writes; `ended` says that the series stops here and the value means nothing. */
export interface RuleSample {
  readonly labels: Labels
  readonly timestampMs: number
  readonly value: number
  readonly ended: boolean
}

/** Where rules read from and write to. What was appended is seen by the rules after it in the same group. */
export interface RuleStore {
  readonly source: SeriesSource
  append(samples: readonly RuleSample[]): Promise<void>
}

/** What surrounds an evaluation of rules. */
export interface RuleContext {
  readonly externalLabels: Labels
  readonly externalUrl: string
  /** How long firing alerts are held when their data vanish; 0 resolves them at once, as Prometheus does. */
  readonly noDataHoldMs: number
  readonly query: Omit<EvaluationOptions, 'source' | 'signal'>
}
