import type { Logger } from '#main/platform/logger.ts'
import type { TaskState } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { endTask, requeueAbandoned, type TaskClaim } from './claim-repository.ts'
import type { KnownTask } from './known-task.ts'
import type { TaskRecord } from './task-record.ts'
import { keptError } from './verdict.ts'

/** A task that was running this often when its process died is not run again: it may be what kills the process. */
const mostCrashes = 3

async function tellInterrupted(record: TaskRecord, task: KnownTask, log: Logger): Promise<void> {
  try {
    await task.onInterrupted(record.payload, record.view.id)
  } catch (error) {
    log.error('could not tidy up after an interrupted task', { taskId: record.view.id, taskKind: task.kind, error })
  }
}

/**
 * Settles a task whose process died: its definition is told first, then it is put back or marked interrupted. Killed in
 * between, it is told again at the next start. Answers the new state, null when another node was quicker.
 */
export async function settleAbandoned(
  db: DatabaseHandle,
  record: TaskRecord,
  task: KnownTask | undefined,
  now: number,
  log: Logger,
): Promise<TaskState | null> {
  const { id, attempt } = record.view
  const claim: TaskClaim = { id, attempt, node: record.claimedBy ?? '' }
  if (task) await tellInterrupted(record, task, log)
  if (task?.afterCrash === 'requeue' && record.crashes + 1 < mostCrashes && !record.cancelRequested) {
    return (await requeueAbandoned(db, claim)) ? 'waiting' : null
  }
  const error = keptError(new AppError('TASK_INTERRUPTED', {}), id)
  return (await endTask(db, claim, { state: 'interrupted', result: null, error }, now)) ? 'interrupted' : null
}
