import type { LinePlace } from './line-reader.ts'
import { candidateLines, mayHold, type PreparedQuery } from './log-query.ts'
import type { Segment } from './segment.ts'

/** A line that the index found. */
export interface Candidate {
  readonly place: LinePlace
  readonly segment: Segment
  readonly line: number
}

/** Orders places by time, then file, then byte. */
export function comparePlaces(left: LinePlace, right: LinePlace): number {
  if (left.atMs !== right.atMs) return left.atMs - right.atMs
  if (left.fileKey !== right.fileKey) return left.fileKey < right.fileKey ? -1 : 1
  return left.offset - right.offset
}

/** One segment, from its newest candidate on. */
class SegmentWalk {
  readonly #segment: Segment
  readonly #lines: Uint32Array
  #at: number
  current: Candidate | null = null

  constructor(segment: Segment, query: PreparedQuery, before: LinePlace | null) {
    this.#segment = segment
    this.#lines = candidateLines(segment, query).toArray()
    if (!segment.isSorted) this.#lines.sort((left, right) => comparePlaces(this.#placeOf(left), this.#placeOf(right)))
    this.#at = this.#lines.length
    this.advance()
    while (before !== null && this.current !== null && comparePlaces(this.current.place, before) >= 0) this.advance()
  }

  advance(): void {
    this.#at -= 1
    const line = this.#lines[this.#at]
    this.current = line === undefined ? null : { place: this.#placeOf(line), segment: this.#segment, line }
  }

  #placeOf(line: number): LinePlace {
    const { times, offsets } = this.#segment.columns()
    const { baseMs, fromByte, fileKey } = this.#segment
    return { atMs: baseMs + (times[line] ?? 0), fileKey, offset: fromByte + (offsets[line] ?? 0) }
  }
}

/**
 * Candidates of a query from the newest on, across all segments; of those only the ones are opened that can hold the
 * next line. Between two segments it yields where it stands, so that whoever asks can stop.
 */
export function* newestFirst(
  segments: Iterable<Segment>,
  query: PreparedQuery,
  before: LinePlace | null,
): Generator<Candidate | LinePlace> {
  const waiting = [...segments]
    .filter((segment) => mayHold(segment, query) && (before === null || segment.oldestMs <= before.atMs))
    .sort((left, right) => left.newestMs - right.newestMs)
  let open: SegmentWalk[] = []
  for (;;) {
    const newest = newestOf(open)
    const next = waiting.at(-1)
    if (next !== undefined && (newest?.current == null || next.newestMs >= newest.current.place.atMs)) {
      waiting.pop()
      open = [...open.filter((walk) => walk.current !== null), new SegmentWalk(next, query, before)]
      yield { atMs: next.newestMs, fileKey: '~', offset: 0 }
    } else if (newest?.current == null) return
    else {
      yield newest.current
      newest.advance()
    }
  }
}

function newestOf(walks: readonly SegmentWalk[]): SegmentWalk | null {
  let newest: SegmentWalk | null = null
  for (const walk of walks) {
    if (walk.current === null) continue
    if (newest?.current == null || comparePlaces(walk.current.place, newest.current.place) > 0) newest = walk
  }
  return newest
}
