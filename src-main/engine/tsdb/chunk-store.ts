/** How fine stored data is: every sample, or one point for five minutes or an hour. */
export type Tier = 'raw' | 'five-minutes' | 'hours'

/** A series as it is stored; ids are 1 to 2^21 - 1. */
export interface StoredSeries {
  readonly id: number
  /** Labels as a JSON object. */
  readonly labels: string
  /** The first day and the last on which it had samples, milliseconds. */
  readonly createdMs: number
  readonly lastSeenMs: number
}

/** What one append wrote, until it is sealed into chunks. */
export interface HeadRow {
  /** Grows by one a row. */
  readonly sequence: number
  readonly tickMs: number
  readonly data: Uint8Array
}

/** Compressed samples or points of one series; `fromMs` is a whole second. */
export interface StoredChunk {
  readonly series: number
  readonly fromMs: number
  readonly data: Uint8Array
}

/** Chunks of one series that start in a span, both ends included. */
export interface ChunkRange {
  readonly series: number
  readonly fromMs: number
  readonly toMs: number
}

/** How far sealing, rolling up and retention have come, milliseconds; 0 before the first time. */
export interface Marks {
  readonly sealedUntilMs: number
  readonly rolledUntilMs: number
  readonly retainedAtMs: number
}

/** Rows of the head turned into chunks. */
export interface SealedHead {
  readonly chunks: readonly StoredChunk[]
  /** Rows of earlier ticks are deleted. */
  readonly untilMs: number
  /** Series whose last day has changed. */
  readonly seen: readonly { readonly id: number; readonly lastSeenMs: number }[]
}

/** Points of both coarse tiers for one day of some series. */
export interface RolledUp {
  readonly fiveMinutes: readonly StoredChunk[]
  readonly hours: readonly StoredChunk[]
}

/**
 * Where the time-series store keeps its bytes. Each method is one transaction: it happens whole or not at all, and what
 * it resolved with is on the disk. Plain data only, so that calls may cross threads.
 */
export interface ChunkStore {
  readSeries(): Promise<readonly StoredSeries[]>
  readMarks(): Promise<Marks>
  /** Rows after a sequence number in its order, at most `limit`. */
  readHead(after: number, limit: number): Promise<readonly HeadRow[]>
  /** Adds rows and the series that they are the first to name. */
  appendHead(rows: readonly HeadRow[], series: readonly StoredSeries[]): Promise<void>
  /** Writes chunks, deletes the rows they were made of and moves the mark. */
  seal(sealed: SealedHead): Promise<void>
  /** Chunks by series and start. */
  readChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<readonly StoredChunk[]>
  /** Writes points; those of the same series and day are replaced. */
  writeRollups(rolled: RolledUp): Promise<void>
  moveMarks(marks: Partial<Pick<Marks, 'rolledUntilMs' | 'retainedAtMs'>>): Promise<void>
  deleteChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<void>
  /** Deletes series with all their chunks; rows of the head stay and are passed over. */
  deleteSeries(ids: readonly number[]): Promise<void>
  /** Deletes what is later: rows of the head and chunks of samples by `fromMs`, points by whole days; moves marks back. */
  discardFrom(fromMs: number, pointsFromMs: number): Promise<void>
}
