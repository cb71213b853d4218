import { StorageError } from '../storage-error.ts'
import type { EngineFailure } from './connection-protocol.ts'

/** The engine's refusal as it came from the worker; `storageErrorOf` gives it a meaning. */
export class SqliteFailure extends Error {
  override readonly name = 'SqliteFailure'
  readonly code: string

  constructor(failure: EngineFailure) {
    super(failure.message)
    this.code = failure.code
  }
}

/** Whether another connection holds the lock that the statement needs. */
export function isBusy(error: unknown): boolean {
  return error instanceof SqliteFailure && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
}

const constraintKinds: Readonly<Record<string, 'unique' | 'foreign-key' | 'not-null' | 'check'>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_ROWID: 'unique',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign-key',
  SQLITE_CONSTRAINT_NOTNULL: 'not-null',
  SQLITE_CONSTRAINT_CHECK: 'check',
}

/** Translates what the engine reports about the file at `location`; other errors come back as they are. */
export function storageErrorOf(error: unknown, location: string): unknown {
  if (!(error instanceof SqliteFailure)) return error
  const { code, message } = error
  const options = { cause: error }
  if (isBusy(error)) return new StorageError('DATABASE_LOCKED', { waitedMs: 0 }, options)
  if (code === 'SQLITE_FULL') return new StorageError('DATABASE_FULL', { location }, options)
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new StorageError('DATABASE_CORRUPT', { location, quarantine: null, findings: [message] }, options)
  }
  if (code.startsWith('SQLITE_IOERR'))
    return new StorageError('DATABASE_IO', { location, reason: `${code}: ${message}` }, options)
  if (/^SQLITE_(READONLY|PERM)/.test(code)) return new StorageError('DATABASE_READ_ONLY', { location }, options)
  if (code.startsWith('SQLITE_CANTOPEN'))
    return new StorageError('DATABASE_CANNOT_OPEN', { location, reason: message }, options)
  if (code.startsWith('SQLITE_CONSTRAINT')) {
    const constraint = message.replace(/^.*constraint failed:? ?/, '')
    return new StorageError('DATABASE_CONSTRAINT', { kind: constraintKinds[code] ?? 'other', constraint }, options)
  }
  return new StorageError('DATABASE_QUERY_FAILED', { reason: message, engineCode: code }, options)
}
