import type { ExpressionBuilder } from 'kysely'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { DatabaseSchema } from '../../schema/index.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { endColumns, type TaskEnd } from './repository.ts'
import { type TaskRecord, toRecord } from './task-record.ts'

/** Who runs a task, in which attempt: whoever has lost the claim may not write the end. */
export interface TaskClaim {
  readonly id: string
  readonly attempt: number
  readonly node: string
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

/** Says that this node still runs its tasks; answers those it still holds, and which of them somebody asked to cancel. */
export async function renewLeases(
  db: DatabaseHandle,
  node: string,
  leaseUntil: number,
): Promise<{ readonly held: ReadonlySet<string>; readonly toCancel: readonly string[] }> {
  const rows = await db
    .updateTable('tasks')
    .set({ leaseUntil })
    .where('state', '=', 'running')
    .where('claimedBy', '=', node)
    .returning(['id', 'cancelRequested'])
    .execute()
  return {
    held: new Set(rows.map((row) => row.id)),
    toCancel: rows.filter((row) => row.cancelRequested === 1).map((row) => row.id),
  }
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
