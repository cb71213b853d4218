import type { SeriesSource } from '../timeseries/index.ts'

/** How queries are evaluated, whatever the moment. */
export interface EvaluationOptions {
  readonly source: SeriesSource
  /** How far back an instant vector looks for the newest sample; five minutes where it is not said. */
  readonly lookbackMs?: number
  /** The step of subqueries that name none; one minute where it is not said. */
  readonly defaultSubqueryStepMs?: number
  /** Samples and points held at once; 50 million where it is not said. */
  readonly maxSamples?: number
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Keeps the metric's name until the end, so that `or` of two functions can tell their operands apart. */
  readonly delayedNameRemoval?: boolean
  /** Ranges with both ends in them, as Prometheus 2 had; for comparing with it. */
  readonly leftClosed?: boolean
}

export interface InstantOptions extends EvaluationOptions {
  readonly atMs: number
}

/** Answers at `fromMs`, `fromMs + stepMs` and so on, up to and including `toMs`. */
export interface RangeOptions extends EvaluationOptions {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
}
