import type { DatabaseEngine } from './storage.ts'

/** Names of column types for migrations: one meaning, written for the engine that runs them. */
export interface ColumnTypes {
  /** For what only one engine has, such as the language of its triggers. */
  readonly engine: DatabaseEngine
  /** UUIDv7 text, also foreign keys. */
  readonly id: 'text'
  readonly text: 'text'
  /** JSON as text; the repository parses it with zod. */
  readonly json: 'text'
  /** Milliseconds since 1970 UTC, a number in JavaScript. */
  readonly instant: 'integer' | 'bigint'
  /** Whole numbers up to 2^53: sizes, counts, durations. */
  readonly integer: 'integer' | 'bigint'
  /** 0 or 1. */
  readonly flag: 'integer' | 'smallint'
  readonly real: 'real' | 'double precision'
  /** Uint8Array in JavaScript. */
  readonly bytes: 'blob' | 'bytea'
}

const sqliteColumns: ColumnTypes = {
  engine: 'sqlite',
  id: 'text',
  text: 'text',
  json: 'text',
  instant: 'integer',
  integer: 'integer',
  flag: 'integer',
  real: 'real',
  bytes: 'blob',
}

const postgresColumns: ColumnTypes = {
  engine: 'postgres',
  id: 'text',
  text: 'text',
  json: 'text',
  instant: 'bigint',
  integer: 'bigint',
  flag: 'smallint',
  real: 'double precision',
  bytes: 'bytea',
}

/** The column types of an engine, handed to every migration. */
export function columnTypes(engine: DatabaseEngine): ColumnTypes {
  return engine === 'sqlite' ? sqliteColumns : postgresColumns
}
