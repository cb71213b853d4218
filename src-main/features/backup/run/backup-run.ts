import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { effectiveExcludes } from '../default-excludes.ts'
import type { BackupOrder } from '../engine/port.ts'
import { excludesOf, liveDatabaseFiles } from '../own-files.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import { findJob } from '../repository/job-rows.ts'
import type { Run } from './execution-runner.ts'
import type { RunOutcome } from './run-outcome.ts'

/** Backs up what the job names, as the job is at this moment. */
export async function runBackup(run: Run, storage: Storage, access: RepositoryAccess): Promise<RunOutcome> {
  const jobId = run.execution.jobId ?? ''
  const job = await findJob(storage.db, jobId)
  if (!job) throw new AppError('NOT_FOUND', { resource: 'backup-job', id: jobId })
  const { location } = await access.find(job.repositoryId)
  const own = await excludesOf([location.path, ...liveDatabaseFiles(storage.status())], job.sources)
  return access.use(job.repositoryId, run.watch.signal, async (repository) => {
    const { snapshotId, figures } = await repository.backup(orderOf(job, own), run.watch)
    await access.refreshStatistics(job.repositoryId, repository)
    return { state: run.problems.needsAttention ? 'warnings' : 'succeeded', snapshotId, figures }
  })
}

/** The job's selection without what is the program's own: the repository would grow by its own growth. */
function orderOf(job: BackupJob, own: readonly string[]): BackupOrder {
  return {
    sources: job.sources,
    excludes: [...effectiveExcludes(job), ...own],
    excludeCaches: job.excludeCaches,
    excludeLargerThanBytes: job.excludeLargerThanBytes,
    oneFileSystem: job.oneFileSystem,
    tags: job.tags,
    compression: job.compression,
  }
}
