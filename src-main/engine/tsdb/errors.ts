import type { Tier } from './chunk-store.ts'

/** What the time-series store may refuse; `detail` carries what a person needs to act on it. */
export interface TsdbErrorDetails {
  /** More samples wait to be written, or are held, than memory may be spent on. */
  'head-full': { samples: number; limit: number }
  /** The answer would hold more samples than a query may. */
  'too-many-samples': { limit: number }
  /** Samples of that time are gone and the points that remain cannot answer this function rightly. */
  'raw-samples-gone': { function: string; rawFromMs: number; tier: Tier; alignmentMs: number }
  /** A pattern of a matcher is not RE2. */
  'invalid-pattern': { pattern: string; reason: string }
  /** Stored bytes are not what was written. */
  damaged: { reason: string }
  /** The store has been closed. */
  closed: Record<string, never>
}

export type TsdbErrorCode = keyof TsdbErrorDetails

/** The one error class of the time-series store: compare `code`. */
export class TsdbError<C extends TsdbErrorCode = TsdbErrorCode> extends Error {
  override readonly name = 'TsdbError'
  readonly code: C
  readonly detail: TsdbErrorDetails[C]

  constructor(code: C, detail: TsdbErrorDetails[C], options?: { cause?: unknown }) {
    super(`${code}: ${JSON.stringify(detail)}`, options)
    this.code = code
    this.detail = detail
  }
}
