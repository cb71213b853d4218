import { executionJa } from './ja/execution.ts'
import { foldersJa } from './ja/folders.ts'
import { homeJa } from './ja/home.ts'
import { jobJa } from './ja/job.ts'
import { jobFormJa } from './ja/job-form.ts'
import { repositoryJa } from './ja/repository.ts'
import { restoreJa } from './ja/restore.ts'
import { snapshotJa } from './ja/snapshot.ts'

/** Words of backups. */
export const backupJa = {
  ...homeJa,
  execution: executionJa,
  folders: foldersJa,
  job: jobJa,
  jobForm: jobFormJa,
  repository: repositoryJa,
  restore: restoreJa,
  snapshot: snapshotJa,
} as const
