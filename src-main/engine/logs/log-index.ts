import { histogramOf, type LogHistogram } from './histogram.ts'
import { type FoundLine, foundLine, type LinePlace, type ReadLine, readLine } from './line-reader.ts'
import { fieldTokens, searchedText } from './line-tokens.ts'
import { LogIndexer } from './log-indexer.ts'
import { type LogQuery, type PreparedQuery, prepareQuery, textMatches } from './log-query.ts'
import { type Candidate, comparePlaces, newestFirst } from './newest-first.ts'
import { type Segment, type SegmentStore, SegmentsDamaged } from './segment.ts'
import type { SourceFiles } from './source-files.ts'

/** One page of a search. */
export interface LogPage {
  readonly lines: readonly FoundLine[]
  /** Where to go on; null where nothing older is left. A page may be short, or empty, and still have one. */
  readonly next: LinePlace | null
}

/** One page of whole lines. */
export interface LogTextPage {
  readonly texts: readonly string[]
  readonly next: LinePlace | null
}

interface Match {
  readonly candidate: Candidate
  readonly read: ReadLine
}

interface MatchPage {
  readonly matches: readonly Match[]
  readonly next: LinePlace | null
}

/** What is known of a source as a whole. */
export interface LogSourceState {
  readonly lines: number
  readonly bytes: number
  readonly indexedBytes: number
  readonly oldestMs: number | null
  readonly newestMs: number | null
}

interface LogIndexOptions {
  readonly now?: () => number
  /** Hears why lines could not be taken in; they are tried again. */
  readonly onTrouble?: (error: unknown) => void
}

/** Longest time a page takes before it answers with what it has. */
const pageLimitMs = 150
/** A search first takes in what was written just now, for so long at most. */
const freshnessMs = 20

/** Searches the lines of log files. Everything is answered from the index and the files; calls are synchronous. */
export class LogIndex {
  readonly #files: SourceFiles
  readonly #indexer: LogIndexer
  readonly #onTrouble: (error: unknown) => void
  readonly #now: () => number

  /** Throws `SegmentsDamaged`, as every call may, where the store must be made anew. */
  constructor(files: SourceFiles, store: SegmentStore, { now = Date.now, onTrouble = () => {} }: LogIndexOptions = {}) {
    this.#files = files
    this.#now = now
    this.#onTrouble = onTrouble
    this.#indexer = new LogIndexer(files, store, now)
    this.#indexer.look()
  }

  /** Takes in what is new for about that long; answers whether there is more. What the store cannot take waits. */
  work(milliseconds: number): boolean {
    try {
      this.#indexer.look()
      return this.#indexer.work(milliseconds)
    } catch (error) {
      if (error instanceof SegmentsDamaged) throw error
      this.#onTrouble(error)
      return false
    }
  }

  /** Lines from the newest on, or from `before` on. */
  search(query: LogQuery, limit: number, before: LinePlace | null): LogPage {
    const { matches, next } = this.#page(query, limit, before)
    return { lines: matches.map(({ candidate, read }) => foundLine(candidate.place, levelOf(candidate), read)), next }
  }

  /** The same lines as they stand in their files. */
  texts(query: LogQuery, limit: number, before: LinePlace | null): LogTextPage {
    const { matches, next } = this.#page(query, limit, before)
    return { texts: matches.map(({ read }) => read.text), next }
  }

  #page(query: LogQuery, limit: number, before: LinePlace | null): MatchPage {
    this.work(freshnessMs)
    const endAt = performance.now() + pageLimitMs
    const prepared = prepareQuery(query)
    const matches: Match[] = []
    let last = before
    for (const step of newestFirst(this.#indexer.segments(), prepared, before)) {
      const isLate = performance.now() >= endAt
      if (!('segment' in step)) {
        if (isLate && (before === null || comparePlaces(step, before) < 0)) return { matches, next: step }
        continue
      }
      if (matches.length >= limit) return { matches, next: last }
      last = step.place
      const read = this.#read(step)
      if (read !== null && isWanted(read, prepared)) matches.push({ candidate: step, read })
      else if (isLate) return { matches, next: last }
    }
    return { matches, next: null }
  }

  histogram(query: LogQuery, buckets: number): LogHistogram {
    this.work(freshnessMs)
    return histogramOf([...this.#indexer.segments()], prepareQuery(query), buckets)
  }

  /** A line by its place, with its whole text; null where it is no more. */
  line(fileKey: string, offset: number): { readonly line: FoundLine; readonly read: ReadLine } | null {
    const candidate = this.#candidateAt(fileKey, offset)
    const read = candidate === null ? null : this.#read(candidate)
    return candidate === null || read === null
      ? null
      : { line: foundLine(candidate.place, levelOf(candidate), read), read }
  }

  /** Lines before and after one in its file, the oldest first; null where it is no more. */
  context(fileKey: string, offset: number, before: number, after: number): FoundLine[] | null {
    const middle = this.#candidateAt(fileKey, offset)
    if (middle === null) return null
    const segments = this.#indexer.segmentsOf(fileKey)
    const linesBefore = segments.filter((segment) => segment.fromByte < middle.segment.fromByte)
    const first = linesBefore.reduce((lines, segment) => lines + segment.lines, 0) + middle.line - before
    const found: FoundLine[] = []
    let passed = 0
    for (const segment of segments) {
      for (let line = Math.max(0, first - passed); line < segment.lines; line += 1) {
        if (passed + line > first + before + after) return found
        const candidate = candidateOf(segment, line)
        const read = this.#read(candidate)
        if (read !== null) found.push(foundLine(candidate.place, levelOf(candidate), read))
      }
      passed += segment.lines
    }
    return found
  }

  /** Loggers with their numbers of lines, the busiest first. */
  loggers(): { readonly logger: string; readonly lines: number }[] {
    const counts = new Map<string, number>()
    for (const segment of this.#indexer.segments()) {
      for (const { token, documents } of segment.tokensFrom(fieldTokens.logger)) {
        const logger = token.slice(fieldTokens.logger.length)
        counts.set(logger, (counts.get(logger) ?? 0) + documents)
      }
    }
    return [...counts].map(([logger, lines]) => ({ logger, lines })).sort((left, right) => right.lines - left.lines)
  }

  state(): LogSourceState {
    const segments = [...this.#indexer.segments()]
    const files = this.#files.files
    return {
      lines: segments.reduce((sum, segment) => sum + segment.lines, 0),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      indexedBytes: files.reduce((sum, file) => sum + Math.min(file.bytes, this.#indexer.indexedBytes(file.key)), 0),
      oldestMs: segments.length === 0 ? null : Math.min(...segments.map((segment) => segment.oldestMs)),
      newestMs: segments.length === 0 ? null : Math.max(...segments.map((segment) => segment.newestMs)),
    }
  }

  close(): void {
    this.#files.close()
  }

  #read({ segment, line }: Candidate): ReadLine | null {
    return readLine(this.#files, segment, line, this.#now())
  }

  /** A line that was followed may be too new for the index as it is. */
  #candidateAt(fileKey: string, offset: number): Candidate | null {
    const found = this.#indexedAt(fileKey, offset)
    if (found !== null) return found
    this.work(pageLimitMs)
    return this.#indexedAt(fileKey, offset)
  }

  #indexedAt(fileKey: string, offset: number): Candidate | null {
    for (const segment of this.#indexer.segmentsOf(fileKey)) {
      if (offset < segment.fromByte || offset >= segment.toByte) continue
      const line = segment.columns().offsets.indexOf(offset - segment.fromByte)
      return line < 0 ? null : candidateOf(segment, line)
    }
    return null
  }
}

function isWanted({ parsed }: ReadLine, query: PreparedQuery): boolean {
  return !query.mustBeRead || textMatches(searchedText(parsed), query)
}

function candidateOf(segment: Segment, line: number): Candidate {
  const { times, offsets } = segment.columns()
  const { baseMs, fromByte, fileKey } = segment
  return {
    place: { atMs: baseMs + (times[line] ?? 0), fileKey, offset: fromByte + (offsets[line] ?? 0) },
    segment,
    line,
  }
}

function levelOf({ segment, line }: Candidate): number {
  return segment.columns().levels[line] ?? 0
}
