import { RepositoryError } from '../errors.ts'
import type { FileHandle } from './backend.ts'
import { describeFile } from './local-paths.ts'

/** Turns an operating system's error into the engine's: `missing`, `storage-full` or `storage-failed`. */
export function storageFailure(error: unknown, operation: string, file: FileHandle): RepositoryError {
  if (error instanceof RepositoryError) return error
  const code = errorCode(error)
  const name = describeFile(file)
  if (code === 'ENOENT') return new RepositoryError('missing', { what: file.kind, id: file.name }, { cause: error })
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RepositoryError('storage-full', { operation, file: name }, { cause: error })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new RepositoryError('storage-failed', { operation, file: name, reason }, { cause: error })
}

/** The code of an operating system's error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Throws `cancelled` when the signal is aborted; an abort whose reason is a RepositoryError (a lost lock) keeps that. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return
  if (signal.reason instanceof RepositoryError) throw signal.reason
  throw new RepositoryError('cancelled', {}, { cause: signal.reason })
}
