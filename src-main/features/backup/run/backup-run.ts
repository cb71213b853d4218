import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { BackupJob, RepositoryLocation } from '#shared/features/backup/values.ts'
import { effectiveExcludes } from '../default-excludes.ts'
import type { BackupOrder } from '../engine/port.ts'
import { isInside } from '../paths.ts'
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
  return access.use(job.repositoryId, run.watch.signal, async (repository) => {
    const { snapshotId, figures } = await repository.backup(orderOf(job, location), run.watch)
    await access.refreshStatistics(job.repositoryId, repository)
    return { state: run.problems.needsAttention ? 'warnings' : 'succeeded', snapshotId, figures }
  })
}

/** The job's selection without the repository itself, which would grow by its own growth. */
function orderOf(job: BackupJob, location: RepositoryLocation): BackupOrder {
  const holdsRepository = job.sources.some((source) => isInside(location.path, source))
  return {
    sources: job.sources,
    excludes: [...effectiveExcludes(job), ...(holdsRepository ? [location.path] : [])],
    excludeCaches: job.excludeCaches,
    excludeLargerThanBytes: job.excludeLargerThanBytes,
    oneFileSystem: job.oneFileSystem,
    tags: job.tags,
    compression: job.compression,
  }
}
