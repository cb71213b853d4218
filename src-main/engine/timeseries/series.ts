import type { Labels } from './labels.ts'

/** How a label is compared; patterns are RE2 and match the whole value. */
export interface LabelMatcher {
  readonly name: string
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** Samples of one series: milliseconds since 1970, ascending, and a value each; ends of the series are marked (`isStale`). */
export interface SeriesSamples {
  readonly labels: Labels
  readonly timestamps: Float64Array
  readonly values: Float64Array
}

/** What a query asks for: from and to are milliseconds, both included; `stepMs` is how far apart answers will be, 0 for one. */
export interface SelectHints {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  /** The function around the selector and its range, by which a source chooses rollups; empty where there is none. */
  readonly function: string
  readonly rangeMs: number
}

/** Anything that series can be asked from: the store, a test's samples, another server. */
export interface SeriesSource {
  select(matchers: readonly LabelMatcher[], hints: SelectHints, signal?: AbortSignal): Promise<readonly SeriesSamples[]>
}
