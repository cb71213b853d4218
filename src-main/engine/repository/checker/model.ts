import type { Id } from '../model.ts'

/** What a check may find. */
export type CheckFindingCode =
  /** An index file cannot be read; what only it lists counts as missing. */
  | 'index-unreadable'
  /** A snapshot file cannot be read. */
  | 'snapshot-unreadable'
  /** The index names a pack that is not there. */
  | 'pack-missing'
  /** A pack has another length than its blobs come to. */
  | 'pack-size-wrong'
  /** A pack that no index names: left by an interrupted backup, harmless. */
  | 'pack-not-indexed'
  /** A pack could not be read from the storage. */
  | 'pack-unreadable'
  /** The bytes of a pack do not have the hash in its name. */
  | 'pack-hash-wrong'
  /** The header of a pack cannot be read or differs from the index. */
  | 'pack-header-wrong'
  /** A blob does not decrypt, unpack or have its hash. */
  | 'blob-damaged'
  /** A folder refers to content that no index knows. */
  | 'blob-missing'
  /** A file of a snapshot needs a blob that is damaged or lay in a missing pack, and of which there is no other copy. */
  | 'file-affected'
  /** Folders and content share a pack, as old versions of restic left it. */
  | 'pack-mixed'
  /** A folder of a snapshot is not known or not readable. */
  | 'tree-unreadable'
  /** An entry of a folder breaks the rules of the format. */
  | 'node-invalid'

/** An `error` endangers data, a `warning` wants looking at, a `note` is harmless. */
export type CheckSeverity = 'error' | 'warning' | 'note'

/** What mends or avoids the consequence; the words for it belong to the caller. */
export type CheckRemedy =
  | 'read-again'
  | 'repair-index'
  | 'repair-packs'
  | 'repair-snapshots'
  | 'back-up-again'
  | 'prune'
  | 'none'

/** One finding. `subject` names the file, folder or snapshot it is about; `detail` is a short technical reason. */
export interface CheckFinding {
  readonly code: CheckFindingCode
  readonly severity: CheckSeverity
  readonly remedy: CheckRemedy
  readonly subject: string
  readonly detail: string
  readonly packId?: Id
  readonly blobId?: Id
}

/** Which packs are read in full: all, none, the n-th of t equal parts, or a random share. */
export type ReadDataChoice = boolean | { readonly part: number; readonly of: number } | { readonly percent: number }

/** Where a check stands: files or folders, and bytes while data is read. Totals are 0 while they are not known. */
export interface CheckProgress {
  readonly phase: 'index' | 'packs' | 'trees' | 'data' | 'done'
  readonly done: number
  readonly total: number
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly errorCount: number
}

/** How thoroughly to check. */
export interface CheckOptions {
  readonly readData?: ReadDataChoice
  /** By default the repository is locked exclusively while it is checked, as restic does; `none` checks beside others and may see their work half done. */
  readonly lock?: 'exclusive' | 'none'
  /** Threads that open packs; by default from the number of processors. */
  readonly workers?: number
  readonly signal?: AbortSignal
  /** Called at most five times a second, and once at the end. */
  readonly onProgress?: (progress: CheckProgress) => void
  readonly onFinding?: (finding: CheckFinding) => void
}

/** The outcome. The repository is sound as far as it was looked at when `errorCount` is 0. */
export interface CheckReport {
  readonly snapshots: number
  readonly trees: number
  readonly packs: number
  readonly packsRead: number
  readonly bytesRead: number
  readonly errorCount: number
  readonly warningCount: number
  /** The first thousand findings. */
  readonly findings: readonly CheckFinding[]
}
