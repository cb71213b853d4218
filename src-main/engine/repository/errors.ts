/** Everything the repository engine may refuse or find wrong; `detail` carries what a person needs to act on it. */
export interface RepositoryErrorDetails {
  /** The password opens none of the repository's keys. */
  'wrong-password': { triedKeys: number }
  /** There is no repository at the place (no config file). */
  'not-a-repository': { location: string }
  /** There is one already (init). */
  'already-initialized': { location: string }
  /** The version of the format is not 1 or 2, or a feature is used that we must not write with. */
  'unsupported-format': { reason: string }
  /** Somebody else holds a lock that excludes ours. */
  locked: { lockId: string; hostname: string; username: string; pid: number; exclusive: boolean; time: string }
  /** Our own lock could not be refreshed in time or was removed: writing stopped. */
  'lock-lost': { lockId: string }
  /** Stored bytes do not have the content they must have. */
  damaged: { file: string; reason: string }
  /** A file or blob that is referred to does not exist. */
  missing: { what: string; id: string }
  /** The id or prefix names no snapshot, or more than one. */
  'snapshot-not-found': { id: string }
  'ambiguous-id': { id: string; matches: readonly string[] }
  /** The path does not exist inside the snapshot. */
  'path-not-in-snapshot': { path: string }
  /** None of the sources can be read. */
  'sources-unreadable': { paths: readonly string[] }
  /** An exclude pattern cannot be read. */
  'invalid-pattern': { pattern: string; reason: string }
  /** The storage behind the repository failed. `cause` is kept on the error. */
  'storage-failed': { operation: string; file: string; reason: string }
  'storage-full': { operation: string; file: string }
  /** The file to write exists already with other content. */
  'file-exists': { file: string }
  /** The folder to restore into cannot be made, opened or written; `reason` is the system's own word. */
  'target-unusable': { path: string; reason: string }
  /** Stopped by the abort signal. */
  cancelled: Record<string, never>
}

export type RepositoryErrorCode = keyof RepositoryErrorDetails

/** The one error class of the engine. Predicates instead of subclasses: compare `code`. */
export class RepositoryError<C extends RepositoryErrorCode = RepositoryErrorCode> extends Error {
  override readonly name = 'RepositoryError'
  readonly code: C
  readonly detail: RepositoryErrorDetails[C]

  constructor(code: C, detail: RepositoryErrorDetails[C], options?: { cause?: unknown }) {
    super(`${code}: ${JSON.stringify(detail)}`, options)
    this.code = code
    this.detail = detail
  }
}

/** Whether the error is a repository error of that code. */
export function isRepositoryError<C extends RepositoryErrorCode>(error: unknown, code: C): error is RepositoryError<C> {
  return error instanceof RepositoryError && error.code === code
}
