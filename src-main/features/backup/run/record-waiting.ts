import type { CallContext } from '#main/platform/caller.ts'
import type { Json } from '#main/platform/queue.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { BackupPorts } from '../ports.ts'
import { findActiveBackup, insertExecution, type NewExecution } from '../repository/execution-rows.ts'

const actions = {
  backup: 'backup.jobs.run',
  restore: 'backup.snapshots.restore',
  verify: 'backup.repositories.verify',
} as const

/** Records a run as waiting; BACKUP_ALREADY_RUNNING when its job waits or runs already. */
export async function recordWaiting(
  { storage, audit }: Pick<BackupPorts, 'storage' | 'audit'>,
  execution: NewExecution,
  { context, request }: { readonly context: CallContext; readonly request: Json },
): Promise<void> {
  const { id, kind, trigger, jobId, jobName, repositoryId, repositoryName } = execution
  const detail = { executionId: id, trigger, job: jobName, repository: repositoryName, request }
  try {
    await storage.transaction(async (tx) => {
      await insertExecution(tx, execution)
      await audit.record(tx, context, { action: actions[kind], target: jobId ?? repositoryId, detail })
    })
  } catch (error) {
    if (jobId === null || !isUniqueViolation(error)) throw error
    const active = await findActiveBackup(storage.db, jobId)
    throw new AppError('BACKUP_ALREADY_RUNNING', { jobId, executionId: active?.id ?? '' }, { cause: error })
  }
}
