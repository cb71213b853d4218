import type { Kysely } from 'kysely'
import type { QueryListener } from './executed-query.ts'
import type { DatabaseSchema } from './schema/index.ts'

export type DatabaseEngine = 'sqlite' | 'postgres'

/**
 * What every repository function takes as its first argument: the database itself or a transaction on it, with the
 * same query text for both engines.
 */
export type DatabaseHandle = Kysely<DatabaseSchema>

/** Connections as they are at this moment; `waiting` counts calls that have none yet. */
export interface StorageStatus {
  readonly engine: DatabaseEngine
  /** The file, or host, port and database; never a password. */
  readonly location: string
  readonly engineVersion: string
  readonly connections: {
    readonly total: number
    readonly idle: number
    readonly waiting: number
    readonly maximum: number
  }
}

/** The database of one installation. Every failure of its queries is a `StorageError`. */
export interface Storage {
  readonly engine: DatabaseEngine
  /** For single statements outside a transaction. Refused inside `transaction`: pass the handle on instead. */
  readonly db: DatabaseHandle
  /**
   * One unit of work: commits what `work` did, or nothing of it when `work` rejects. On PostgreSQL `work` is repeated
   * after a serialization failure or deadlock, so it must do nothing but talk to the database. It cannot be nested.
   */
  transaction<T>(work: (tx: DatabaseHandle) => Promise<T>): Promise<T>
  status(): StorageStatus
  /** Hears of every statement after its end; returns the function that stops it. */
  onQuery(listener: QueryListener): () => void
  /** Waits for the running statements, then releases files and connections. May be called twice. */
  close(): Promise<void>
}
