import { AppError } from '#shared/contract/errors.ts'
import { isStorageError, type StorageError } from './storage-error.ts'

/**
 * The program's error for a failure of the database; null for what is a mistake of the program and not of its
 * surroundings. Services translate broken constraints themselves, because only they know what they mean.
 */
export function appErrorOf(error: StorageError): AppError | null {
  return passing(error) ?? lasting(error) ?? ofMigration(error)
}

function passing(error: StorageError): AppError | null {
  const cause = { cause: error }
  if (isStorageError(error, 'DATABASE_UNAVAILABLE')) {
    return new AppError('DATABASE_UNAVAILABLE', { reason: error.detail.reason }, cause)
  }
  if (isStorageError(error, 'DATABASE_CLOSED')) return new AppError('UNAVAILABLE', { what: 'stopping' }, cause)
  return error.retryable ? new AppError('DATABASE_LOCKED', {}, cause) : null
}

function lasting(error: StorageError): AppError | null {
  const cause = { cause: error }
  if (isStorageError(error, 'DATABASE_FULL')) return new AppError('DATABASE_FULL', {}, cause)
  if (isStorageError(error, 'DATABASE_CORRUPT')) {
    const { location, quarantine } = error.detail
    return new AppError('DATABASE_CORRUPT', { path: location, quarantinePath: quarantine ?? '' }, cause)
  }
  if (isStorageError(error, 'DATABASE_READ_ONLY')) return unusable(error, error.detail.location, 'read-only')
  if (isStorageError(error, 'DATABASE_ENGINE_TOO_OLD')) {
    const { location, version, required } = error.detail
    return unusable(error, location, `version ${version} < ${required}`)
  }
  if (
    isStorageError(error, 'DATABASE_IO') ||
    isStorageError(error, 'DATABASE_CANNOT_OPEN') ||
    isStorageError(error, 'DATABASE_ACCESS_DENIED')
  ) {
    return unusable(error, error.detail.location, error.detail.reason)
  }
  return null
}

function unusable(cause: StorageError, path: string, reason: string): AppError {
  return new AppError('DATABASE_UNUSABLE', { path, reason }, { cause })
}

function ofMigration(error: StorageError): AppError | null {
  const cause = { cause: error }
  if (isStorageError(error, 'DATABASE_NEWER')) {
    const { databaseVersion, programVersion } = error.detail
    return new AppError('DATABASE_NEWER', { databaseVersion, programVersion }, cause)
  }
  if (isStorageError(error, 'DATABASE_MIGRATION_FAILED')) {
    const { migration, reason, copy } = error.detail
    return new AppError('DATABASE_MIGRATION_FAILED', { migration, reason, copyPath: copy ?? '' }, cause)
  }
  if (isStorageError(error, 'MIGRATION_COPY_FAILED')) {
    const { migration, reason } = error.detail
    return new AppError('DATABASE_MIGRATION_FAILED', { migration, reason, copyPath: '' }, cause)
  }
  if (isStorageError(error, 'MIGRATION_UNKNOWN')) {
    return new AppError('NOT_FOUND', { resource: 'migration', id: error.detail.migration }, cause)
  }
  if (isStorageError(error, 'MIGRATION_NAME_INVALID')) {
    const { slug, allowed } = error.detail
    return new AppError(
      'VALIDATION',
      { issues: [{ path: 'slug', message: `${JSON.stringify(slug)}: ${allowed}` }] },
      cause,
    )
  }
  if (isStorageError(error, 'MIGRATION_SOURCES_MISSING')) {
    return new AppError('UNAVAILABLE', { what: error.detail.folder }, cause)
  }
  return null
}
