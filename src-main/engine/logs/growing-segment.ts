import { type DocumentSet, GrowingIndex, type TokenLookup } from '#main/engine/search/index.ts'
import type { LineTokens } from './line-tokens.ts'
import { logLevelNames } from './log-level.ts'
import type { ParsedLine } from './parsed-line.ts'
import type { SealedSegment, Segment, SegmentColumns, SegmentSummary } from './segment.ts'

const mostLines = 65_536
const mostBytes = 134_217_728
const farthestMs = 2 ** 31 - 1

/** The lines at the end of a file that no store keeps yet. */
export class GrowingSegment implements Segment {
  readonly fileKey: string
  readonly fromByte: number
  readonly #tokens: LineTokens
  readonly #index = new GrowingIndex()
  readonly #times = new Int32Array(mostLines)
  readonly #levels = new Uint8Array(mostLines)
  readonly #offsets = new Uint32Array(mostLines)
  readonly #linesByLevel = logLevelNames.map(() => 0)
  #lines = 0
  #toByte: number
  #baseMs = 0
  #oldestMs = 0
  #newestMs = 0
  #lastMs: number
  #isSorted = true

  /** `lastMs` is the time for lines that name none before any other did. */
  constructor(fileKey: string, fromByte: number, lastMs: number, tokens: LineTokens) {
    this.fileKey = fileKey
    this.fromByte = fromByte
    this.#toByte = fromByte
    this.#lastMs = lastMs
    this.#tokens = tokens
  }

  /** Whether the line still fits; otherwise this segment is sealed and another one begun. */
  fits(line: ParsedLine): boolean {
    if (this.#lines >= mostLines || this.#toByte - this.fromByte >= mostBytes) return false
    return this.#lines === 0 || Math.abs((line.atMs ?? this.#lastMs) - this.#baseMs) <= farthestMs
  }

  /** Adds a line that ends at `toByte`. */
  add(line: ParsedLine, fromByte: number, toByte: number): void {
    const at = line.atMs ?? this.#lastMs
    const number = this.#lines
    if (number === 0) this.#baseMs = at
    if (number > 0 && at < this.#lastMs) this.#isSorted = false
    this.#oldestMs = number === 0 ? at : Math.min(this.#oldestMs, at)
    this.#newestMs = number === 0 ? at : Math.max(this.#newestMs, at)
    this.#times[number] = at - this.#baseMs
    this.#levels[number] = line.level
    this.#offsets[number] = fromByte - this.fromByte
    this.#linesByLevel[line.level] = (this.#linesByLevel[line.level] ?? 0) + 1
    this.#lastMs = at
    this.#lines += 1
    this.#tokens.each(line, (token) => this.#index.add(token, number))
    this.#toByte = toByte
  }

  /** Adds text to the line before, as stack traces are. */
  extend(line: ParsedLine, toByte: number): void {
    this.#tokens.each(line, (token) => this.#index.add(token, this.#lines - 1))
    this.#toByte = toByte
  }

  /** Passes over bytes that hold nothing. */
  skip(toByte: number): void {
    this.#toByte = toByte
  }

  get lines(): number {
    return this.#lines
  }
  get toByte(): number {
    return this.#toByte
  }
  get lastMs(): number {
    return this.#lastMs
  }
  get baseMs(): number {
    return this.#baseMs
  }
  get oldestMs(): number {
    return this.#oldestMs
  }
  get newestMs(): number {
    return this.#newestMs
  }
  get isSorted(): boolean {
    return this.#isSorted
  }
  get linesByLevel(): readonly number[] {
    return this.#linesByLevel
  }
  /** Bytes of the line added last, as far as it goes now. */
  get lastLineBytes(): number {
    return this.#toByte - this.fromByte - (this.#offsets[this.#lines - 1] ?? 0)
  }

  columns(): SegmentColumns {
    return {
      times: this.#times.subarray(0, this.#lines),
      levels: this.#levels.subarray(0, this.#lines),
      offsets: this.#offsets.subarray(0, this.#lines),
    }
  }

  collect(lookup: TokenLookup, into: DocumentSet): void {
    this.#index.collect(lookup, into)
  }

  tokensFrom(prefix: string): { token: string; documents: number }[] {
    return this.#index.tokensFrom(prefix)
  }

  /** The segment as it is kept. */
  seal(): SealedSegment {
    const { fileKey, fromByte, toByte, lines, baseMs, oldestMs, newestMs, isSorted } = this
    const summary: SegmentSummary = {
      ...{ fileKey, fromByte, toByte, lines, baseMs, oldestMs, newestMs, isSorted },
      linesByLevel: [...this.#linesByLevel],
    }
    return { summary, columns: this.columns(), tokens: this.#index.pack(lines) }
  }
}
