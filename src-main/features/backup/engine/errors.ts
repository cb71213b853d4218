import {
  RepositoryError,
  type RepositoryErrorCode,
  type RepositoryErrorDetails,
} from '#main/engine/repository/index.ts'
import { AppError } from '#shared/contract/errors.ts'

type Translations = { readonly [C in RepositoryErrorCode]: (detail: RepositoryErrorDetails[C]) => AppError }

const translations: Translations = {
  'wrong-password': () => new AppError('REPOSITORY_WRONG_PASSWORD', {}),
  'not-a-repository': ({ location }) => new AppError('REPOSITORY_NOT_FOUND', { location }),
  'already-initialized': ({ location }) => new AppError('REPOSITORY_EXISTS', { location }),
  'unsupported-format': ({ reason }) => new AppError('REPOSITORY_FORMAT_UNSUPPORTED', { reason }),
  locked: ({ hostname, username, pid, exclusive, time }) =>
    new AppError('REPOSITORY_LOCKED', { hostname, username, pid, exclusive, lockedAt: time }),
  'lock-lost': () => new AppError('REPOSITORY_LOCK_LOST', {}),
  damaged: ({ file, reason }) => new AppError('REPOSITORY_DAMAGED', { file, reason }),
  missing: ({ what, id }) => new AppError('REPOSITORY_DAMAGED', { file: `${what} ${id}`, reason: 'missing' }),
  'snapshot-not-found': ({ id }) => new AppError('SNAPSHOT_NOT_FOUND', { id }),
  'ambiguous-id': ({ id, matches }) => new AppError('SNAPSHOT_ID_AMBIGUOUS', { id, matches: [...matches] }),
  'path-not-in-snapshot': ({ path }) => new AppError('SNAPSHOT_PATH_NOT_FOUND', { path }),
  'sources-unreadable': ({ paths }) => new AppError('BACKUP_SOURCES_UNREADABLE', { paths: [...paths] }),
  'invalid-pattern': ({ pattern, reason }) => new AppError('BACKUP_PATTERN_INVALID', { pattern, reason }),
  'storage-failed': (detail) => new AppError('REPOSITORY_STORAGE_FAILED', detail),
  'storage-full': ({ file }) => new AppError('REPOSITORY_STORAGE_FULL', { file }),
  'file-exists': ({ file }) =>
    new AppError('REPOSITORY_STORAGE_FAILED', { operation: 'write', file, reason: 'exists with other content' }),
  'target-unusable': ({ path, reason }) => new AppError('RESTORE_TARGET_UNUSABLE', { path, reason }),
  cancelled: () => new AppError('CANCELLED', {}),
}

/** The application's error for one of the repository engine, null for anything else. */
export function toAppError(error: unknown): AppError | null {
  if (!(error instanceof RepositoryError)) return null
  const translated = translate(error.code, error.detail)
  translated.cause = error
  return translated
}

function translate<C extends RepositoryErrorCode>(code: C, detail: RepositoryErrorDetails[C]): AppError {
  return translations[code](detail)
}

/** Runs work of the engine; its errors come out as the application's. */
export async function withAppErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toAppError(error) ?? error
  }
}
