import type { ExecutionService } from './executions.ts'
import type { JobService } from './jobs.ts'
import type { RepositoryService } from './repositories.ts'
import type { SnapshotService } from './snapshots.ts'

/** The services of the feature, for its router, for the hosts' own commands and for the demonstration. */
export interface BackupServices {
  readonly repositories: RepositoryService
  readonly jobs: JobService
  readonly executions: ExecutionService
  readonly snapshots: SnapshotService
}
