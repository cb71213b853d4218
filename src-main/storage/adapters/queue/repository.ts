import type { Json, TaskFilter, TaskState } from '#main/platform/queue.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { TaskRow } from '../../schema/tasks.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { liveStates, type TaskRecord, toRecord } from './task-record.ts'

export interface TaskEnd {
  readonly state: TaskState
  readonly result: Json | null
  readonly error: { readonly code: string; readonly data: Json } | null
  /** The last progress, where it is newer than what has been saved. */
  readonly progress?: ExecutionProgress | null
}

export type NewTask = Omit<
  TaskRow,
  | 'attempt'
  | 'crashes'
  | 'startedAt'
  | 'finishedAt'
  | 'claimedBy'
  | 'leaseUntil'
  | 'cancelRequested'
  | 'progress'
  | 'result'
  | 'errorCode'
  | 'errorData'
>

/** Adds a task unless one with its deduplication key waits or runs; answers whether it was added. */
export async function insertTask(db: DatabaseHandle, task: NewTask): Promise<boolean> {
  const row = { ...task, attempt: 0, crashes: 0, cancelRequested: 0 }
  const added = await db
    .insertInto('tasks')
    .values({
      ...row,
      startedAt: null,
      finishedAt: null,
      claimedBy: null,
      leaseUntil: null,
      progress: null,
      result: null,
      errorCode: null,
      errorData: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function findTask(db: DatabaseHandle, id: string): Promise<TaskRecord | null> {
  const row = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toRecord(row) : null
}

export async function findLiveTaskId(db: DatabaseHandle, deduplicationKey: string): Promise<string | null> {
  const row = await db
    .selectFrom('tasks')
    .select('id')
    .where('deduplicationKey', '=', deduplicationKey)
    .where('state', 'in', [...liveStates])
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many tasks wait in a queue, counted up to the limit. */
export async function countWaiting(db: DatabaseHandle, queue: string, limit: number): Promise<number> {
  const { waiting } = await db
    .selectFrom((from) =>
      from
        .selectFrom('tasks')
        .select('id')
        .where('queue', '=', queue)
        .where('state', 'in', ['waiting', 'delayed'])
        .limit(limit)
        .as('some'),
    )
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}

/** Tasks newest first, those made before the one named by the cursor. */
export async function listTasks(
  db: DatabaseHandle,
  filter: TaskFilter,
  page: { readonly before?: string; readonly limit: number },
): Promise<TaskRecord[]> {
  let query = db.selectFrom('tasks').selectAll().orderBy('id', 'desc').limit(page.limit)
  if (filter.states) query = query.where('state', 'in', [...filter.states])
  if (filter.queue !== undefined) query = query.where('queue', '=', filter.queue)
  if (filter.requestedBy !== undefined) query = query.where('requestedBy', '=', filter.requestedBy)
  if (filter.notRequestedBy !== undefined) query = query.where('requestedBy', '!=', filter.notRequestedBy)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return (await query.execute()).map(toRecord)
}

/** What the end of a task changes in its row. */
export function endColumns(end: TaskEnd, at: number) {
  return {
    state: end.state,
    finishedAt: at,
    claimedBy: null,
    leaseUntil: null,
    cancelRequested: 0,
    result: end.result === null ? null : JSON.stringify(end.result),
    errorCode: end.error?.code ?? null,
    errorData: end.error ? JSON.stringify(end.error.data) : null,
  }
}

/** Cancels a task that has not started; false when it has. */
export async function cancelWaiting(db: DatabaseHandle, id: string, end: TaskEnd, at: number): Promise<boolean> {
  const written = await db
    .updateTable('tasks')
    .set(endColumns(end, at))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'delayed'])
    .executeTakeFirst()
  return written.numUpdatedRows === 1n
}

/** Asks the node that runs a task to cancel it. */
export async function requestCancel(db: DatabaseHandle, id: string): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ cancelRequested: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Puts an ended task back into its queue with more attempts; false when it has not ended. */
export async function requeueEnded(
  db: DatabaseHandle,
  id: string,
  again: { readonly attempts: number; readonly runAt: number },
): Promise<boolean> {
  const written = await db
    .updateTable('tasks')
    .set((of) => ({
      state: 'waiting',
      attempts: of('attempt', '+', again.attempts),
      crashes: 0,
      runAt: again.runAt,
      startedAt: null,
      finishedAt: null,
      progress: null,
      result: null,
      errorCode: null,
      errorData: null,
    }))
    .where('id', '=', id)
    .where('state', 'not in', [...liveStates])
    .executeTakeFirst()
  return written.numUpdatedRows === 1n
}

/** Forgets tasks that ended before that moment, at most so many at a time; answers how many. */
export async function removeEndedBefore(db: DatabaseHandle, before: number, atMost: number): Promise<number> {
  const removed = await db
    .deleteFrom('tasks')
    .where('id', 'in', (from) =>
      from
        .selectFrom('tasks')
        .select('id')
        .where('finishedAt', '<', before)
        .where('state', 'not in', [...liveStates])
        .limit(atMost),
    )
    .executeTakeFirst()
  return Number(removed.numDeletedRows)
}
