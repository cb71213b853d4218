import type Database from 'better-sqlite3'
import {
  type SealedSegment,
  type Segment,
  type SegmentColumns,
  type SegmentStore,
  type SegmentSummary,
  SegmentsDamaged,
} from '#main/engine/logs/index.ts'
import { countPostings, type DocumentSet, type TokenLookup, unpackPostings } from '#main/engine/search/index.ts'
import { isDamage, openSegmentDatabase } from './segment-database.ts'

interface SummaryRow {
  readonly id: number
  readonly fileKey: string
  readonly fromByte: number
  readonly toByte: number
  readonly lines: number
  readonly baseMs: number
  readonly oldestMs: number
  readonly newestMs: number
  readonly isSorted: number
  readonly linesByLevel: string
}

interface ColumnsRow {
  readonly times: Buffer
  readonly levels: Buffer
  readonly offsets: Buffer
}

interface TokenRow {
  readonly token: string
  readonly postings: Buffer
}

const summaryColumns = `id, file_key as fileKey, from_byte as fromByte, to_byte as toByte, lines, base_ms as baseMs,
  oldest_ms as oldestMs, newest_ms as newestMs, is_sorted as isSorted, lines_by_level as linesByLevel`
const mostCachedColumns = 12
const lastCharacter = '\u{10ffff}'

function statementsOf(database: Database.Database) {
  return {
    summaries: database.prepare<[], SummaryRow>(`select ${summaryColumns} from segments`),
    columns: database.prepare<[number], ColumnsRow>('select times, levels, offsets from segments where id = ?'),
    token: database.prepare<[number, string], TokenRow>(
      'select token, postings from tokens where segment_id = ? and token = ?',
    ),
    tokens: database.prepare<[number, string, string], TokenRow>(
      'select token, postings from tokens where segment_id = ? and token >= ? and token < ?',
    ),
    addSegment: database.prepare(
      `insert into segments (file_key, from_byte, to_byte, lines, base_ms, oldest_ms, newest_ms, is_sorted,
         lines_by_level, times, levels, offsets) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addToken: database.prepare('insert into tokens (segment_id, token, postings) values (?, ?, ?)'),
    removeTokens: database.prepare(
      'delete from tokens where segment_id in (select id from segments where file_key = ?)',
    ),
    removeSegments: database.prepare('delete from segments where file_key = ?'),
  }
}

/** Segments in a SQLite file beside the logs. Every call may throw `SegmentsDamaged`. */
export class SqliteSegmentStore implements SegmentStore {
  readonly #database: Database.Database
  readonly #statements: ReturnType<typeof statementsOf>
  readonly #columns = new Map<number, SegmentColumns>()

  /** An empty name keeps them in a temporary file. */
  constructor(file: string) {
    this.#database = openSegmentDatabase(file)
    this.#statements = statementsOf(this.#database)
  }

  segments(): Segment[] {
    return this.#guarded(() => this.#statements.summaries.all().map((row) => this.#segment(row.id, summaryOf(row))))
  }

  add({ summary, columns, tokens }: SealedSegment): Segment {
    const insert = this.#database.transaction(() => {
      const { lastInsertRowid } = this.#statements.addSegment.run(...valuesOf(summary), ...blobsOf(columns))
      for (const { token, postings } of tokens) this.#statements.addToken.run(lastInsertRowid, token, postings)
      return Number(lastInsertRowid)
    })
    return this.#segment(this.#guarded(insert), summary)
  }

  removeFile(fileKey: string): void {
    const remove = this.#database.transaction(() => {
      this.#statements.removeTokens.run(fileKey)
      this.#statements.removeSegments.run(fileKey)
    })
    this.#guarded(remove)
    this.#columns.clear()
  }

  close(): void {
    this.#database.close()
  }

  #segment(id: number, summary: SegmentSummary): Segment {
    return {
      ...summary,
      columns: () => this.#columnsOf(id, summary.lines),
      collect: (lookup, into) => this.#guarded(() => this.#collect(id, lookup, into)),
      tokensFrom: (prefix) => this.#guarded(() => this.#tokensFrom(id, prefix)),
    }
  }

  /** The columns that were asked for last stay in memory. */
  #columnsOf(id: number, lines: number): SegmentColumns {
    const cached = this.#columns.get(id)
    if (cached !== undefined) return cached
    const row = this.#guarded(() => this.#statements.columns.get(id))
    const columns = row === undefined ? null : columnsOf(row)
    if (columns?.times.length !== lines) throw new SegmentsDamaged('the columns of a segment are incomplete')
    this.#columns.set(id, columns)
    const [oldest] = this.#columns.keys()
    if (this.#columns.size > mostCachedColumns && oldest !== undefined) this.#columns.delete(oldest)
    return columns
  }

  #collect(id: number, { token, prefix }: TokenLookup, into: DocumentSet): void {
    if (prefix) {
      for (const { postings } of this.#statements.tokens.iterate(id, token, token + lastCharacter)) {
        unpackPostings(postings, into)
      }
      return
    }
    const row = this.#statements.token.get(id, token)
    if (row !== undefined) unpackPostings(row.postings, into)
  }

  #tokensFrom(id: number, prefix: string): { token: string; documents: number }[] {
    return this.#statements.tokens
      .all(id, prefix, prefix + lastCharacter)
      .map(({ token, postings }) => ({ token, documents: countPostings(postings) }))
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw isDamage(error) ? new SegmentsDamaged('the index of the log is damaged', { cause: error }) : error
    }
  }
}

function summaryOf({ id: _id, isSorted, linesByLevel, ...row }: SummaryRow): SegmentSummary {
  return { ...row, isSorted: isSorted === 1, linesByLevel: linesByLevel.split(',').map(Number) }
}

function valuesOf(summary: SegmentSummary): (string | number)[] {
  const { fileKey, fromByte, toByte, lines, baseMs, oldestMs, newestMs, isSorted, linesByLevel } = summary
  return [fileKey, fromByte, toByte, lines, baseMs, oldestMs, newestMs, isSorted ? 1 : 0, linesByLevel.join(',')]
}

function blobsOf({ times, levels, offsets }: SegmentColumns): Buffer[] {
  return [times, levels, offsets].map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))
}

/** Copies, because numbers of more than one byte must lie at even places of the memory. */
function columnsOf({ times, levels, offsets }: ColumnsRow): SegmentColumns {
  return {
    times: new Int32Array(aligned(times)),
    levels: new Uint8Array(aligned(levels)),
    offsets: new Uint32Array(aligned(offsets)),
  }
}

function aligned(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes.subarray(0, bytes.length)).buffer
}
