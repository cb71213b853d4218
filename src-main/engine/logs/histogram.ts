import { logLevelNames } from './log-level.ts'
import { candidateLines, mayHold, type PreparedQuery } from './log-query.ts'
import type { Segment } from './segment.ts'

/** Lines by level over time. */
export interface LogHistogram {
  readonly fromMs: number
  readonly stepMs: number
  /** One row a level, in the order of the levels; in it one number a step. */
  readonly lines: readonly (readonly number[])[]
}

/** Counts lines in equal steps; where a query must be read, what the index finds is counted. */
export function histogramOf(segments: readonly Segment[], query: PreparedQuery, buckets: number): LogHistogram {
  const held = segments.filter((segment) => mayHold(segment, query))
  const oldest = held.reduce((oldest, segment) => Math.min(oldest, segment.oldestMs), Number.POSITIVE_INFINITY)
  const newest = held.reduce((newest, segment) => Math.max(newest, segment.newestMs), Number.NEGATIVE_INFINITY)
  const fromMs = Number.isFinite(query.fromMs) ? query.fromMs : oldest
  const toMs = Number.isFinite(query.toMs) ? query.toMs : newest
  const counts = new Counts(fromMs, Math.max(1, Math.ceil((toMs - fromMs + 1) / buckets)), buckets)
  if (held.length > 0) for (const segment of held) counts.addSegment(segment, query)
  return {
    fromMs: held.length === 0 && !Number.isFinite(fromMs) ? 0 : fromMs,
    stepMs: counts.stepMs,
    lines: counts.rows(),
  }
}

class Counts {
  readonly stepMs: number
  readonly #fromMs: number
  readonly #buckets: number
  readonly #counts: Float64Array

  constructor(fromMs: number, stepMs: number, buckets: number) {
    this.#fromMs = fromMs
    this.stepMs = Number.isFinite(stepMs) ? stepMs : 1
    this.#buckets = buckets
    this.#counts = new Float64Array(logLevelNames.length * buckets)
  }

  addSegment(segment: Segment, query: PreparedQuery): void {
    if (this.#addWhole(segment, query)) return
    const { times, levels } = segment.columns()
    const offset = segment.baseMs - this.#fromMs
    for (const line of candidateLines(segment, query).toArray()) {
      this.#add(levels[line] ?? 0, Math.floor((offset + (times[line] ?? 0)) / this.stepMs), 1)
    }
  }

  /** A segment that lies in one step and is wanted as it is needs no look at its lines. */
  #addWhole(segment: Segment, { wanted, unwanted, fields, levels, fromMs, toMs }: PreparedQuery): boolean {
    if (wanted.length + unwanted.length + fields.length > 0) return false
    if (segment.oldestMs < fromMs || segment.newestMs > toMs) return false
    const bucket = Math.floor((segment.oldestMs - this.#fromMs) / this.stepMs)
    if (bucket !== Math.floor((segment.newestMs - this.#fromMs) / this.stepMs)) return false
    for (const [level, lines] of segment.linesByLevel.entries()) {
      if (levels?.has(level) !== false) this.#add(level, bucket, lines)
    }
    return true
  }

  #add(level: number, bucket: number, lines: number): void {
    if (bucket < 0 || bucket >= this.#buckets) return
    const at = level * this.#buckets + bucket
    this.#counts[at] = (this.#counts[at] ?? 0) + lines
  }

  rows(): number[][] {
    return logLevelNames.map((_, level) => [
      ...this.#counts.subarray(level * this.#buckets, (level + 1) * this.#buckets),
    ])
  }
}
