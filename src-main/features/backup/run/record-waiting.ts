import type { Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import { findActiveBackup, insertExecution, type NewExecution } from '../repository/execution-rows.ts'

/** Records a run as waiting; BACKUP_ALREADY_RUNNING when its job waits or runs already. */
export async function recordWaiting({ db }: Pick<Storage, 'db'>, execution: NewExecution): Promise<void> {
  const { jobId } = execution
  try {
    await insertExecution(db, execution)
  } catch (error) {
    if (jobId === null || !isUniqueViolation(error)) throw error
    const active = await findActiveBackup(db, jobId)
    throw new AppError('BACKUP_ALREADY_RUNNING', { jobId, executionId: active?.id ?? '' }, { cause: error })
  }
}
