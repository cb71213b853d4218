import type { DocumentSet, PackedToken, TokenLookup } from '#main/engine/search/index.ts'

/** What is known of a run of lines of one file without reading its columns. Bytes are places in the plain file. */
export interface SegmentSummary {
  readonly fileKey: string
  readonly fromByte: number
  /** Where the next segment of the file begins. */
  readonly toByte: number
  readonly lines: number
  /** Times of lines are kept as differences from it. */
  readonly baseMs: number
  readonly oldestMs: number
  readonly newestMs: number
  /** Whether no line is older than the one before it. */
  readonly isSorted: boolean
  readonly linesByLevel: readonly number[]
}

/** One entry a line. */
export interface SegmentColumns {
  /** Milliseconds after `baseMs`, also negative. */
  readonly times: Int32Array
  readonly levels: Uint8Array
  /** Bytes after `fromByte` at which the line begins. */
  readonly offsets: Uint32Array
}

/** Lines that can be searched, in memory or in a store. */
export interface Segment extends SegmentSummary {
  columns(): SegmentColumns
  /** Adds the lines that hold the token, or any that begins so. */
  collect(lookup: TokenLookup, into: DocumentSet): void
  /** Tokens that begin so, with how many lines hold them. */
  tokensFrom(prefix: string): readonly { readonly token: string; readonly documents: number }[]
}

/** A segment as it goes into a store. */
export interface SealedSegment {
  readonly summary: SegmentSummary
  readonly columns: SegmentColumns
  readonly tokens: Iterable<PackedToken>
}

/** What keeps segments. Everything in it can be made again from the files. Failures are thrown as they come. */
export interface SegmentStore {
  segments(): readonly Segment[]
  /** Keeps a segment whole or not at all. */
  add(segment: SealedSegment): Segment
  removeFile(fileKey: string): void
  close(): void
}

/** Thrown by a store that cannot be used any more: it is removed and made again from the files. */
export class SegmentsDamaged extends Error {
  override readonly name = 'SegmentsDamaged'
}
