import pg from 'pg'
import { StorageError } from '../storage-error.ts'

const constraintKinds: Readonly<Record<string, 'unique' | 'foreign-key' | 'not-null' | 'check'>> = {
  '23505': 'unique',
  '23503': 'foreign-key',
  '23502': 'not-null',
  '23514': 'check',
}

const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const acquireTimeout = 'timeout exceeded when trying to connect'
const droppedConnection =
  /^(Connection terminated|Client has encountered a connection error|This socket has been ended)/

export interface FailureContext {
  readonly location: string
  readonly acquireTimeoutMs: number
  readonly statementTimeoutMs: number
}

/** Translates what the server or the way to it reports; other errors come back as they are. */
export function storageErrorOf(error: unknown, context: FailureContext): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error
  const { location } = context
  const reason = error.message
  if (error instanceof pg.DatabaseError) return serverError(error, context)
  if (reason === acquireTimeout) {
    const detail = { limitMs: context.acquireTimeoutMs, waitingFor: 'connection' } as const
    return new StorageError('DATABASE_TIMEOUT', detail, { cause: error })
  }
  const code = 'code' in error ? String(error.code) : ''
  if (networkCodes.has(code) || droppedConnection.test(reason)) {
    return new StorageError('DATABASE_UNAVAILABLE', { location, reason }, { cause: error })
  }
  if (isTlsFailure(code, reason)) {
    return new StorageError('DATABASE_ACCESS_DENIED', { location, reason }, { cause: error })
  }
  return error
}

function serverError(error: pg.DatabaseError, context: FailureContext): StorageError {
  const { location, statementTimeoutMs } = context
  const code = error.code ?? ''
  const reason = error.message
  const options = { cause: error }
  if (code === '40001' || code === '40P01') return new StorageError('DATABASE_CONFLICT', { attempts: 1 }, options)
  if (code.startsWith('23')) {
    const constraint = error.constraint ?? [error.table, error.column].filter((part) => part !== undefined).join('.')
    return new StorageError('DATABASE_CONSTRAINT', { kind: constraintKinds[code] ?? 'other', constraint }, options)
  }
  if (code === '57014') {
    const detail = { limitMs: statementTimeoutMs, waitingFor: 'statement' } as const
    return new StorageError('DATABASE_TIMEOUT', detail, options)
  }
  if (code === '55P03') return new StorageError('DATABASE_LOCKED', { waitedMs: 0 }, options)
  if (code === '53100') return new StorageError('DATABASE_FULL', { location }, options)
  if (code === '25006') return new StorageError('DATABASE_READ_ONLY', { location }, options)
  if (code === '3D000') return new StorageError('DATABASE_CANNOT_OPEN', { location, reason }, options)
  if (code.startsWith('28') || code === '42501') {
    return new StorageError('DATABASE_ACCESS_DENIED', { location, reason }, options)
  }
  // 08: connection, 53: resources, 57P0x: shutting down or starting.
  if (/^(08|53|57P0)/.test(code)) return new StorageError('DATABASE_UNAVAILABLE', { location, reason }, options)
  if (code === 'XX001' || code === 'XX002') {
    return new StorageError('DATABASE_CORRUPT', { location, quarantine: null, findings: [reason] }, options)
  }
  if (code === '58030') return new StorageError('DATABASE_IO', { location, reason }, options)
  return new StorageError('DATABASE_QUERY_FAILED', { reason, engineCode: code }, options)
}

function isTlsFailure(code: string, reason: string): boolean {
  return (
    /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER)/.test(code) ||
    reason === 'The server does not support SSL connections'
  )
}
