import type { Selectable } from 'kysely'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { ApprovalsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'

export type ApprovalRow = Selectable<ApprovalsTable>

/** What narrows requests down. */
export interface ApprovalFilter {
  /** Only those of this person; undefined for those who decide. */
  readonly requestedById: string | undefined
  /** Only those that can still be decided then. */
  readonly waitingAt: number | undefined
}

export function findApproval(db: DatabaseHandle, id: string): Promise<ApprovalRow | undefined> {
  return db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The request for exactly this that the person made and nobody has decided. */
export function findWaitingApproval(
  db: DatabaseHandle,
  wanted: Pick<ApprovalRow, 'requestedById' | 'action' | 'input'>,
  now: number,
): Promise<ApprovalRow | undefined> {
  return db
    .selectFrom('approvals')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', now)
    .where('requestedById', '=', wanted.requestedById)
    .where('action', '=', wanted.action)
    .where('input', '=', wanted.input)
    .executeTakeFirst()
}

/** The newest first. */
export async function listApprovals(
  db: DatabaseHandle,
  { requestedById, waitingAt }: ApprovalFilter,
  page: PageInput,
): Promise<Page<ApprovalRow>> {
  let query = db
    .selectFrom('approvals')
    .selectAll()
    .orderBy('requestedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
  if (requestedById !== undefined) query = query.where('requestedById', '=', requestedById)
  if (waitingAt !== undefined) query = query.where('state', '=', 'waiting').where('expiresAt', '>', waitingAt)
  if (page.cursor !== undefined) query = query.where(olderThan(page.cursor, 'requestedAt'))
  return pageOf(
    await query.execute(),
    page.limit,
    (row) => [row.requestedAt, row.id],
    (row) => row,
  )
}

export async function insertApproval(tx: DatabaseHandle, row: ApprovalRow): Promise<void> {
  await tx.insertInto('approvals').values(row).execute()
}

/** Takes the request out of the waiting ones; undefined when somebody else has, or it is too late. */
export function decideApproval(
  tx: DatabaseHandle,
  id: string,
  decision: Pick<ApprovalRow, 'state' | 'decidedById' | 'decidedByName' | 'reason' | 'failureCode'> & {
    readonly decidedAt: number
  },
): Promise<ApprovalRow | undefined> {
  return tx
    .updateTable('approvals')
    .set(decision)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('expiresAt', '>', decision.decidedAt)
    .returningAll()
    .executeTakeFirst()
}

/** How the carrying out of an approved request ended. */
export async function endApproval(
  db: DatabaseHandle,
  id: string,
  end: Pick<ApprovalRow, 'state' | 'failureCode'>,
): Promise<void> {
  await db.updateTable('approvals').set(end).where('id', '=', id).execute()
}

/** Active people whose roles name the right, or who have the role of the program that holds every right. */
export function usersWhoMayDecide(db: DatabaseHandle, limit: number) {
  return db
    .selectFrom('users')
    .selectAll()
    .where('state', '=', 'active')
    .where((where) =>
      where.or([where('heldAccess', 'like', '%"administrator"%'), where('heldAccess', 'like', '%"approvals.decide"%')]),
    )
    .orderBy('nameKey')
    .limit(limit)
    .execute()
}
