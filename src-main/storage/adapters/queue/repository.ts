import type { ExpressionBuilder } from 'kysely'
import type { Json, TaskState } from '#main/platform/queue.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { DatabaseSchema } from '../../schema/index.ts'
import type { TaskRow } from '../../schema/tasks.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { liveStates, type TaskRecord, toRecord } from './task-record.ts'

/** Who runs a task, in which attempt: whoever has lost the claim may not write the end. */
export interface TaskClaim {
  readonly id: string
  readonly attempt: number
  readonly node: string
}

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

export interface TaskFilter {
  readonly states?: readonly TaskState[]
  readonly queue?: string
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
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return (await query.execute()).map(toRecord)
}

/** Lets delayed tasks whose time has come wait for their turn; answers their ids. */
export async function promoteDelayed(db: DatabaseHandle, now: number): Promise<string[]> {
  const due = await db
    .updateTable('tasks')
    .set({ state: 'waiting' })
    .where('state', '=', 'delayed')
    .where('runAt', '<=', now)
    .returning('id')
    .execute()
  return due.map((row) => row.id)
}

/** When the next delayed task is due. */
export async function nextDelayedAt(db: DatabaseHandle): Promise<number | null> {
  const { at } = await db
    .selectFrom('tasks')
    .select((of) => of.fn.min('runAt').as('at'))
    .where('state', '=', 'delayed')
    .executeTakeFirstOrThrow()
  return at === null ? null : Number(at)
}

export interface ClaimRequest {
  readonly queue: string
  readonly kinds: readonly string[]
  readonly node: string
  readonly now: number
  readonly leaseUntil: number
}

function isFor(node: string) {
  return (where: ExpressionBuilder<DatabaseSchema, 'tasks'>) =>
    where.or([where('node', 'is', null), where('node', '=', node)])
}

/** Takes the first task of a queue that this node can do, highest priority and longest waiting first. */
export async function claimNext(db: DatabaseHandle, request: ClaimRequest): Promise<TaskRecord | null> {
  const { queue, kinds, node, now, leaseUntil } = request
  if (kinds.length === 0) return null
  const next = await db
    .selectFrom('tasks')
    .select('id')
    .where('queue', '=', queue)
    .where('state', '=', 'waiting')
    .where('kind', 'in', [...kinds])
    .where(isFor(node))
    .orderBy('priority', 'desc')
    .orderBy('runAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!next) return null
  const claimed = await db
    .updateTable('tasks')
    .set((of) => ({
      state: 'running',
      attempt: of('attempt', '+', 1),
      claimedBy: node,
      leaseUntil,
      startedAt: now,
      finishedAt: null,
      progress: null,
      errorCode: null,
      errorData: null,
    }))
    .where('id', '=', next.id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst()
  return claimed ? toRecord(claimed) : claimNext(db, request)
}

function claimed(db: DatabaseHandle, claim: TaskClaim) {
  return db
    .updateTable('tasks')
    .where('id', '=', claim.id)
    .where('state', '=', 'running')
    .where('claimedBy', '=', claim.node)
    .where('attempt', '=', claim.attempt)
}

export async function saveProgress(db: DatabaseHandle, claim: TaskClaim, progress: ExecutionProgress): Promise<void> {
  await claimed(db, claim)
    .set({ progress: JSON.stringify(progress) })
    .execute()
}

/** Writes the end of a running task; false when the claim was lost meanwhile. */
export async function endTask(db: DatabaseHandle, claim: TaskClaim, end: TaskEnd, at: number): Promise<boolean> {
  const progress = end.progress ? { progress: JSON.stringify(end.progress) } : {}
  const written = await claimed(db, claim)
    .set({ ...endColumns(end, at), ...progress })
    .executeTakeFirst()
  return written.numUpdatedRows === 1n
}

function endColumns(end: TaskEnd, at: number) {
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

/** Puts a running task back: to be tried again at `runAt`, keeping the error of this attempt. */
export async function delayTask(
  db: DatabaseHandle,
  claim: TaskClaim,
  again: { readonly runAt: number; readonly error: TaskEnd['error']; readonly attempt: number },
): Promise<boolean> {
  const written = await claimed(db, claim)
    .set({
      state: 'delayed',
      runAt: again.runAt,
      attempt: again.attempt,
      claimedBy: null,
      leaseUntil: null,
      errorCode: again.error?.code ?? null,
      errorData: again.error ? JSON.stringify(again.error.data) : null,
    })
    .executeTakeFirst()
  return written.numUpdatedRows === 1n
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

/** Says that this node still runs its tasks; answers those that somebody asked to cancel. */
export async function renewLeases(db: DatabaseHandle, node: string, leaseUntil: number): Promise<string[]> {
  const rows = await db
    .updateTable('tasks')
    .set({ leaseUntil })
    .where('state', '=', 'running')
    .where('claimedBy', '=', node)
    .returning(['id', 'cancelRequested'])
    .execute()
  return rows.filter((row) => row.cancelRequested === 1).map((row) => row.id)
}

/** Running tasks whose process is gone: those of this node (asked before it runs any), or with a lease run out. */
export async function findAbandoned(db: DatabaseHandle, node: string | null, now: number): Promise<TaskRecord[]> {
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', 'running')
    .where((where) =>
      where.or([where('leaseUntil', '<', now), ...(node === null ? [] : [where('claimedBy', '=', node)])]),
    )
    .orderBy('id')
    .execute()
  return rows.map(toRecord)
}

/** Puts an abandoned task back into its queue; the attempt that was cut off does not count. */
export async function requeueAbandoned(db: DatabaseHandle, claim: TaskClaim): Promise<boolean> {
  const written = await claimed(db, claim)
    .set((of) => ({
      state: 'waiting',
      attempt: of('attempt', '-', 1),
      crashes: of('crashes', '+', 1),
      claimedBy: null,
      leaseUntil: null,
      progress: null,
    }))
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
