import type { RuleGroup, RuleHealth, SavedGroup } from '#main/engine/rules/index.ts'
import type { TsdbStats } from '#main/engine/tsdb/index.ts'
import type { InstantAnswer, RangeAnswer } from '#shared/features/monitoring/contract/queries.ts'
import type { Plot } from '#shared/features/monitoring/values.ts'
import type { CollectedSample } from '../sample-sink.ts'

/** A span of time in milliseconds, both ends included. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface PlotRequest extends Span {
  readonly expression: string
  readonly points: number
  readonly seriesAtMost: number
}

/** A group of rules, what it is known by, and its state before, if any. */
export interface RunningGroup {
  readonly key: string
  readonly group: RuleGroup
  /** State from before the program was started. */
  readonly saved: SavedGroup | null
}

/** What an evaluation of a group left behind. */
export interface EvaluatedGroup {
  readonly key: string
  readonly atMs: number
  readonly evaluationMs: number
  readonly failures: number
  /** In the order of the group's rules. */
  readonly health: readonly RuleHealth[]
  readonly saved: SavedGroup
}

/**
 * Everything that is done with figures: storing, asking, judging. Plain data on both sides, because it lives in a thread
 * of its own. Fails with QUERY_INVALID, QUERY_FAILED, QUERY_TOO_LARGE and UNAVAILABLE.
 */
export interface Metrics {
  /** Series of the same `job` and `instance` that are missing this time have ended. */
  append(tickMs: number, samples: readonly CollectedSample[]): Promise<void>
  instant(expression: string, atMs: number): Promise<InstantAnswer>
  range(expression: string, span: Span, stepMs: number): Promise<RangeAnswer>
  plot(request: PlotRequest): Promise<Plot>
  /** How many series each metric has. */
  metricNames(span: Span): Promise<ReadonlyMap<string, number>>
  /** Matchers are selectors such as `up{job="host"}`; none means all series. */
  labelNames(matchers: readonly string[], span: Span): Promise<string[]>
  labelValues(name: string, matchers: readonly string[], span: Span): Promise<string[]>
  series(matchers: readonly string[], span: Span, limit: number): Promise<Record<string, string>[]>
  stats(): Promise<TsdbStats>
  /** Groups that stay keep their state; series of those that go have ended. */
  setGroups(groups: readonly RunningGroup[], atMs: number): Promise<void>
  evaluate(key: string, atMs: number): Promise<EvaluatedGroup>
  /** Seals and deletes what is due. */
  maintain(): Promise<void>
  /** Waits until what was appended is on the disk. */
  close(): Promise<void>
}
