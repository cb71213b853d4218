import type { Classification } from '#shared/contract/permissions.ts'

/** Repositories the program knows; the password lies in the secret store as `repository/<id>/password`. */
export interface BackupRepositoryTable {
  id: string
  name: string
  /** JSON of the contract's location. */
  location: string
  /** One text a place, so that no place is taken in twice. */
  locationKey: string
  /** The id inside the repository's config file. */
  formatId: string
  formatVersion: number
  createdAt: number
  sizeBytes: number | null
  snapshotCount: number | null
  lastSnapshotAt: number | null
  lastVerifiedAt: number | null
  lastVerification: 'passed' | 'failed' | null
  lastVerificationExecutionId: string | null
  reachable: number | null
  unreachableSince: number | null
  /** Id of a user, kept when that user is no more. */
  ownerId: string | null
  classification: Classification
}

export interface BackupJobTable {
  id: string
  name: string
  repositoryId: string
  sources: string
  excludes: string
  useDefaultExcludes: number
  excludeCaches: number
  excludeLargerThanBytes: number | null
  oneFileSystem: number
  compression: 'auto' | 'off' | 'max'
  tags: string
  scheduleCron: string | null
  scheduleTimeZone: string | null
  enabled: number
  createdAt: number
  updatedAt: number
  /** When the present schedule began to count, for telling overdue from new. */
  scheduledSince: number | null
  nextRunAt: number | null
  lastExecutionId: string | null
  lastSuccessAt: number | null
  overdueNotifiedAt: number | null
  ownerId: string | null
  classification: Classification
}

/** Runs outlive their job and their repository's entry, so the names are copied. */
export interface BackupExecutionTable {
  id: string
  kind: 'backup' | 'verify' | 'restore'
  state: 'waiting' | 'running' | 'succeeded' | 'warnings' | 'failed' | 'cancelled' | 'interrupted'
  trigger: 'schedule' | 'catch-up' | 'manual' | 'command-line'
  jobId: string | null
  jobName: string | null
  repositoryId: string
  repositoryName: string
  taskId: string | null
  requestedBy: string
  /** JSON of what the run was asked to do. */
  request: string
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  snapshotId: string | null
  /** JSON of the contract's figures. */
  figures: string | null
  addedBytes: number | null
  totalFiles: number | null
  totalBytes: number | null
  /** JSON of what a restore did. */
  restoreReport: string | null
  problemCount: number
  failureCode: string | null
  failureData: string | null
}

export interface BackupExecutionProblemTable {
  executionId: string
  position: number
  pathQuoted: string
  pathDisplay: string
  code: string
  reason: string
}

export interface BackupExecutionFindingTable {
  executionId: string
  position: number
  severity: 'error' | 'warning' | 'note'
  code: string
  subject: string
  detail: string
}

/** Locks this installation wrote into repositories, so that it removes its own after a crash and nobody else's. */
export interface BackupRepositoryLockTable {
  lockId: string
  repositoryId: string
  node: string
  pid: number
  /** One text for each start of the program: a process id alone may be taken again. */
  instance: string
  recordedAt: number
}

export interface BackupTables {
  backupRepositories: BackupRepositoryTable
  backupJobs: BackupJobTable
  backupExecutions: BackupExecutionTable
  backupExecutionProblems: BackupExecutionProblemTable
  backupExecutionFindings: BackupExecutionFindingTable
  backupRepositoryLocks: BackupRepositoryLockTable
}
