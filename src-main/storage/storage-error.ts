/** What may go wrong between the program and its database; the data is what a person needs to act on it. */
export interface StorageErrorDetails {
  /** Another program or a longer change holds the database; try again. */
  DATABASE_LOCKED: { waitedMs: number }
  /** The disk or the quota is full; nothing of the change was kept. */
  DATABASE_FULL: { location: string }
  /** The file is damaged. `quarantine` is where it was moved to, null while it still lies in its place. */
  DATABASE_CORRUPT: { location: string; quarantine: string | null; findings: readonly string[] }
  /** Reading or writing the file failed. */
  DATABASE_IO: { location: string; reason: string }
  /** The file or the account may only be read. */
  DATABASE_READ_ONLY: { location: string }
  /** The place cannot be opened at all: no such folder, no permission, no such database. */
  DATABASE_CANNOT_OPEN: { location: string; reason: string }
  /** The server does not answer or dropped the connection; try again. */
  DATABASE_UNAVAILABLE: { location: string; reason: string }
  /** The server refused the user, the password or the certificate. */
  DATABASE_ACCESS_DENIED: { location: string; reason: string }
  /** The engine is too old to keep data safely. */
  DATABASE_ENGINE_TOO_OLD: { location: string; version: string; required: string }
  /** A newer program has changed the database; it was left untouched. */
  DATABASE_NEWER: { unknown: readonly string[]; databaseVersion: string; programVersion: string }
  /** No connection became free, or a statement ran longer than it may; try again. */
  DATABASE_TIMEOUT: { limitMs: number; waitingFor: 'connection' | 'statement' }
  /** Two changes crossed each other more often than they are repeated; try again. */
  DATABASE_CONFLICT: { attempts: number }
  /** The change breaks a rule of the schema. */
  DATABASE_CONSTRAINT: {
    kind: 'unique' | 'foreign-key' | 'not-null' | 'check' | 'other'
    /** What the engine names: `table.column, ...` on SQLite, the constraint on PostgreSQL. */
    constraint: string
  }
  /** A mistake of ours: the database used inside a transaction, or a transaction used after its end. */
  DATABASE_MISUSE: { rule: string }
  /** A mistake of ours: the engine does not accept the statement. */
  DATABASE_QUERY_FAILED: { reason: string; engineCode: string }
  /** The database has been closed. */
  DATABASE_CLOSED: Record<string, never>
  /** A step of the schema failed and was taken back; `copy` is the copy made before. */
  DATABASE_MIGRATION_FAILED: { migration: string; direction: 'up' | 'down'; reason: string; copy: string | null }
  /** No such migration, or it is not applied. */
  MIGRATION_UNKNOWN: { migration: string }
  /** The name of a new migration cannot be used. */
  MIGRATION_NAME_INVALID: { slug: string; allowed: string }
  /** The program runs without its sources, so that nothing can be added to them. */
  MIGRATION_SOURCES_MISSING: { folder: string }
  /** The copy before migrating failed, so nothing was migrated. */
  MIGRATION_COPY_FAILED: { migration: string; reason: string }
}

export type StorageErrorCode = keyof StorageErrorDetails

const retryable: ReadonlySet<StorageErrorCode> = new Set([
  'DATABASE_LOCKED',
  'DATABASE_UNAVAILABLE',
  'DATABASE_TIMEOUT',
  'DATABASE_CONFLICT',
])

/** The one error class of storage: compare `code`. `cause` keeps the engine's own error. */
export class StorageError<C extends StorageErrorCode = StorageErrorCode> extends Error {
  override readonly name = 'StorageError'
  readonly code: C
  readonly detail: StorageErrorDetails[C]
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean

  constructor(code: C, detail: StorageErrorDetails[C], options?: { cause?: unknown }) {
    super(`${code}: ${JSON.stringify(detail)}`, options)
    this.code = code
    this.detail = detail
    this.retryable = retryable.has(code)
  }
}

/** Whether the error is a storage error of that code. */
export function isStorageError<C extends StorageErrorCode>(error: unknown, code: C): error is StorageError<C> {
  return error instanceof StorageError && error.code === code
}

/** Whether a row with the same key exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return isStorageError(error, 'DATABASE_CONSTRAINT') && error.detail.kind === 'unique'
}
