import type { z } from 'zod'
import type { OwnLocks, Tree } from '#main/engine/repository/index.ts'
import type {
  BackupProblem,
  BackupSnapshot,
  backupFiguresSchema,
  findingSchema,
  JobInput,
  previewSchema,
  RepositoryLocation,
} from '#shared/features/backup/values.ts'
import type { RepositoryStatistics } from '../repository/repository-rows.ts'

export type BackupFigures = z.infer<typeof backupFiguresSchema>
export type Finding = z.infer<typeof findingSchema>
export type Preview = z.infer<typeof previewSchema>

/** What is taken and what is left out, as a job says it. */
export type Selection = Pick<
  JobInput,
  'sources' | 'excludes' | 'excludeCaches' | 'excludeLargerThanBytes' | 'oneFileSystem'
>

/** Where a run stands. `total...` are null while nothing is known; `totalsFinal` tells when they no longer grow. */
export interface RunProgress {
  readonly phase: string
  readonly filesDone: number | null
  readonly filesTotal: number | null
  readonly bytesDone: number | null
  readonly bytesTotal: number | null
  readonly totalsFinal: boolean
  readonly current: string | null
}

/** What every run is given to be watched and stopped. */
export interface RunWatch {
  readonly signal: AbortSignal
  onProgress(progress: RunProgress): void
  onProblem(problem: BackupProblem): void
}

export interface BackupOrder extends Selection {
  readonly tags: readonly string[]
  readonly compression: JobInput['compression']
}

export interface RestoreOrder {
  readonly snapshotId: string
  /** Quoted paths; empty means everything. */
  readonly paths: readonly string[]
  readonly target: string
  readonly existing: 'always' | 'if-changed' | 'if-newer' | 'never'
  readonly verifyAfter: boolean
}

export interface RestoreFigures {
  readonly restoredFiles: number
  readonly skippedFiles: number
  readonly failedFiles: number
  readonly restoredBytes: number
  /** Set when the target ran full: what was restored until then is whole. */
  readonly targetFull: boolean
}

/** An opened repository. Every failure is an AppError; whoever opened it closes it. */
export interface OpenRepository {
  readonly formatId: string
  readonly formatVersion: number
  backup(order: BackupOrder, watch: RunWatch): Promise<{ snapshotId: string; figures: BackupFigures }>
  verify(order: { readonly readData: boolean }, watch: RunWatch): Promise<{ passed: boolean; findings: Finding[] }>
  restore(order: RestoreOrder, watch: RunWatch): Promise<RestoreFigures>
  /** Newest first. */
  listSnapshots(): Promise<BackupSnapshot[]>
  findSnapshot(idOrPrefix: string): Promise<BackupSnapshot>
  loadTree(treeId: string): Promise<Tree>
  /** Looks for what was written since the repository was opened. */
  refresh(): Promise<void>
  measure(): Promise<RepositoryStatistics>
  /** Removes locks nobody holds any more; how many. */
  unlock(): Promise<number>
  close(): Promise<void>
}

/** Where a repository lies, how it opens, and where its locks are remembered. */
export interface RepositoryPlace {
  readonly location: RepositoryLocation
  readonly password: string
  readonly ownLocks: OwnLocks
  readonly signal?: AbortSignal
}

/** What the backup feature needs of the repository engine. */
export interface BackupEngine {
  /** Makes a repository in a missing or empty place and opens it. */
  create(place: RepositoryPlace): Promise<OpenRepository>
  open(place: RepositoryPlace): Promise<OpenRepository>
  /** Refuses a broken pattern with BACKUP_PATTERN_INVALID. */
  checkPatterns(patterns: readonly string[]): void
  /** Walks the sources without reading a file; stops after its time and says so. */
  preview(selection: Selection): Promise<Preview>
}
