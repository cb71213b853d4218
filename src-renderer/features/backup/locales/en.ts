import { executionEn } from './en/execution.ts'
import { foldersEn } from './en/folders.ts'
import { homeEn } from './en/home.ts'
import { jobEn } from './en/job.ts'
import { jobFormEn } from './en/job-form.ts'
import { repositoryEn } from './en/repository.ts'
import { restoreEn } from './en/restore.ts'
import { snapshotEn } from './en/snapshot.ts'

/** Words of backups. */
export const backupEn = {
  ...homeEn,
  execution: executionEn,
  folders: foldersEn,
  job: jobEn,
  jobForm: jobFormEn,
  repository: repositoryEn,
  restore: restoreEn,
  snapshot: snapshotEn,
} as const
