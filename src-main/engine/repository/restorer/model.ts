/** What to do where the target holds something already. `if-changed` trusts equal size and time; `always` compares the content itself. */
export type OverwriteMode = 'always' | 'if-changed' | 'if-newer' | 'never'

/** Why an entry is not, or not fully, restored. */
export type RestoreProblemCode =
  /** The name is empty, `.`, `..`, or holds a separator or a NUL: refused, because it would lead elsewhere. */
  | 'unsafe-name'
  /** A second entry of the same name in one folder; the first one is restored. */
  | 'duplicate-name'
  /** The target's file system takes two names of the snapshot for one; the first one is restored. */
  | 'name-collision'
  /** Something stands at the place that may not be removed, or a link stands where a folder is needed. */
  | 'blocked'
  /** No room is left (also: quota, size limit). No further file was begun. */
  | 'storage-full'
  /** The entry could not be written for another reason. */
  | 'write-failed'
  /** Content is there; owner, times, mode or an extended attribute could not be set. */
  | 'metadata-failed'
  /** Stored bytes do not have the content they must have. */
  | 'damaged'
  /** The repository lacks a part of the content. */
  | 'missing'
  /** The repository's storage could not be read. */
  | 'unreadable'
  /** The content was restored, but its length is not the one recorded for the file. */
  | 'size-differs'
  /** Sockets and entries of unknown type cannot be restored. */
  | 'not-restorable'
  /** What was read back from the target is not what was stored. */
  | 'verify-failed'
  /** An entry that is not in the snapshot could not be deleted. */
  | 'delete-failed'
  /** A path that was asked for is not in the snapshot. */
  | 'path-not-in-snapshot'

/** One thing that went wrong while the rest went on. `path` holds the raw bytes of the path inside the snapshot. */
export interface RestoreProblem {
  readonly code: RestoreProblemCode
  readonly path: Uint8Array
  /** The system's own word (`EACCES`, ...) or a short technical reason. */
  readonly reason: string
}

/** What happened to one entry. `replaced` also stands for a file that was changed in place of an older one. */
export type RestoreAction = 'created' | 'replaced' | 'unchanged' | 'skipped' | 'failed' | 'deleted'

/** Told for every entry when it is finished, in the order of finishing. */
export interface RestoredItem {
  readonly path: Uint8Array
  readonly type: 'file' | 'dir' | 'other'
  readonly action: RestoreAction
  readonly sizeBytes: number
}

/** Where a restore stands. Totals grow while folders are still being read (`totalsFinal` false). */
export interface RestoreProgress {
  readonly phase: 'restore' | 'metadata' | 'verify' | 'done'
  readonly filesDone: number
  readonly filesTotal: number
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly totalsFinal: boolean
  readonly problemCount: number
}

/** What to restore and how. */
export interface RestoreOptions {
  /** Folder that receives the content; made when missing. */
  readonly target: string
  /** Restores the content of this folder of the snapshot straight into the target (restic's `snapshot:path`). Path text. */
  readonly subfolder?: string
  /** Only these entries with all that lies below them. Path texts (see `pathTextOf`), starting with `/`, from the snapshot's root or from `subfolder`. */
  readonly paths?: readonly string[]
  /** Only what matches one of these patterns, in restic's language. */
  readonly includes?: readonly string[]
  readonly caseInsensitiveIncludes?: readonly string[]
  readonly excludes?: readonly string[]
  readonly caseInsensitiveExcludes?: readonly string[]
  /** `always` by default. */
  readonly overwrite?: OverwriteMode
  /** Tells what would be done and writes nothing. */
  readonly dryRun?: boolean
  /** Reads back every file that was restored and compares it with the snapshot. */
  readonly verify?: boolean
  /** Deletes what stands in restored folders and is not in the snapshot; switched off when the snapshot holds unsafe names. */
  readonly deleteExtra?: boolean
  /** Sets owners; by default when running as root. */
  readonly owners?: boolean
  /** Threads that decrypt and write; by default from the number of processors. */
  readonly workers?: number
  readonly signal?: AbortSignal
  /** Called at most five times a second, and once at the end. */
  readonly onProgress?: (progress: RestoreProgress) => void
  readonly onProblem?: (problem: RestoreProblem) => void
  readonly onItem?: (item: RestoredItem) => void
}

/** What a restore achieved. Files count once each; folders and special entries only where they failed or were made. */
export interface RestoreReport {
  readonly filesRestored: number
  /** Content, size and time were right already; owner, mode and the like were set. */
  readonly filesUnchanged: number
  /** Left alone as the overwrite mode asks. */
  readonly filesSkipped: number
  readonly filesFailed: number
  readonly foldersRestored: number
  /** Links, devices and named pipes. */
  readonly othersRestored: number
  readonly entriesDeleted: number
  readonly bytesRestored: number
  readonly bytesUnchanged: number
  readonly filesVerified: number
  /** Set when the target ran full: the entries before it are whole, the rest is missing. */
  readonly stoppedBy: 'storage-full' | undefined
  /** All problems, of which `problems` keeps the first thousand. */
  readonly problemCount: number
  readonly problems: readonly RestoreProblem[]
}
