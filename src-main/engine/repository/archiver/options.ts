import type { ExclusionRules } from '../filter/exclusion-rules.ts'
import type { Id, Snapshot, SnapshotSummary } from '../model.ts'
import type { Compression } from '../repository.ts'

/** Why an entry is missing from a snapshot, or is in it with a reservation. */
export type BackupProblemCode =
  /** A source does not exist; it is not in the snapshot. */
  | 'source-missing'
  /** The entry could not be opened, listed or read; it is not in the snapshot. */
  | 'unreadable'
  /** The entry was gone before it could be read; it is not in the snapshot. */
  | 'vanished'
  /** The file changed while it was read: what was read is in the snapshot, and the next run reads it again. */
  | 'changed-while-reading'
  /** A socket (or an entry of a type unknown to the format); it is not in the snapshot. */
  | 'socket-skipped'
  /** Extended attributes could not be read; the entry is in the snapshot without them. */
  | 'attributes-unreadable'
  /** Parts of an unchanged file are missing from the repository; the file was read and stored again. */
  | 'contents-missing'
  /** The parent snapshot could not be read; files below are read in full. */
  | 'parent-unreadable'

/** One entry that needs a person's attention. `path` holds raw bytes; `reason` is the system's own word (`EACCES`, ...). */
export interface BackupProblem {
  readonly code: BackupProblemCode
  readonly path: Uint8Array
  readonly reason: string
}

/** Where a backup stands. Totals grow while the scan beside it is running (`totalsFinal` false). */
export interface BackupProgress {
  readonly phase: 'prepare' | 'backup' | 'finish'
  readonly filesDone: number
  readonly bytesDone: number
  readonly filesTotal: number
  readonly bytesTotal: number
  readonly totalsFinal: boolean
  /** Bytes of new data before compression. */
  readonly newBytes: number
  readonly problemCount: number
  /** Paths being read now, for display. */
  readonly currentFiles: readonly string[]
}

/** What to back up and how. */
export interface BackupOptions extends ExclusionRules {
  /** Absolute paths (path texts, see `pathTextOf`). */
  readonly sources: readonly string[]
  readonly hostname: string
  readonly username: string
  readonly tags?: readonly string[]
  /** Time of the snapshot, now by default. */
  readonly time?: Date
  readonly compression?: Compression
  /** Whose unchanged files need not be read: by default the newest snapshot of the same host with all these paths. */
  readonly parent?: 'auto' | 'none' | { readonly id: Id }
  /** Reads every file again, whatever the parent says. */
  readonly force?: boolean
  /** Stores access times too; otherwise they are set to the times of modification, so that folders stay equal. */
  readonly withAccessTime?: boolean
  /** Does everything but write. */
  readonly dryRun?: boolean
  /** Reading threads; by default from the number of processors. */
  readonly workers?: number
  /** Name and version recorded in the snapshot. */
  readonly programVersion?: string
  readonly signal?: AbortSignal
  /** Called at most five times a second, and once at the end. */
  readonly onProgress?: (progress: BackupProgress) => void
  readonly onProblem?: (problem: BackupProblem) => void
}

/** What a backup achieved. `snapshot` is undefined after a dry run. */
export interface BackupResult {
  readonly snapshot: Snapshot | undefined
  readonly tree: Id
  readonly parent: Id | undefined
  readonly summary: SnapshotSummary
  readonly problems: readonly BackupProblem[]
}
