import type { Selectable } from 'kysely'
import { z } from 'zod'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { InvitationsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Invitation } from '#shared/features/security/contract/people.ts'
import { roleReferenceSchema } from '#shared/features/security/values.ts'

export type InvitationRow = Selectable<InvitationsTable>

export function toInvitation(row: InvitationRow, now: number): Invitation {
  const { id, name, email, language, invitedBy, state } = row
  return {
    ...{ id, name, email, language, invitedBy },
    role: roleReferenceSchema.parse(row.role),
    state: state === 'open' && row.expiresAt <= now ? 'expired' : state,
    createdAt: new Date(row.createdAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
  }
}

const idsSchema = z.array(z.string())

/** Groups that the person joins by taking the invitation up. */
export function groupIdsOf({ groupIds }: Pick<InvitationRow, 'groupIds'>): string[] {
  return idsSchema.parse(JSON.parse(groupIds))
}

/** The newest first. */
export async function listInvitations(db: DatabaseHandle, page: PageInput, now: number): Promise<Page<Invitation>> {
  let query = db
    .selectFrom('invitations')
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) query = query.where(olderThan(page.cursor, 'createdAt'))
  return pageOf(
    await query.execute(),
    page.limit,
    (row) => [row.createdAt, row.id],
    (row) => toInvitation(row, now),
  )
}

export function findInvitation(db: DatabaseHandle, id: string): Promise<InvitationRow | undefined> {
  return db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The invitation of a secret while it can be taken up. */
export function findOpenInvitation(
  db: DatabaseHandle,
  secretHash: string,
  now: number,
): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('secretHash', '=', secretHash)
    .where('state', '=', 'open')
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

export async function insertInvitation(tx: DatabaseHandle, row: InvitationRow): Promise<void> {
  await tx.insertInto('invitations').values(row).execute()
}

/** Changes an invitation that nobody has taken up or withdrawn; undefined when somebody has. */
export function changeOpenInvitation(
  tx: DatabaseHandle,
  id: string,
  change: Partial<Pick<InvitationRow, 'state' | 'secretHash' | 'expiresAt'>>,
): Promise<InvitationRow | undefined> {
  return tx
    .updateTable('invitations')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst()
}

/** One statement decides: of several who hold the secret, one takes the invitation up. */
export async function takeInvitation(tx: DatabaseHandle, secretHash: string, now: number): Promise<boolean> {
  const taken = await tx
    .updateTable('invitations')
    .set({ state: 'accepted' })
    .where('secretHash', '=', secretHash)
    .where('state', '=', 'open')
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** Whom an invitation waits for already, by name or address. */
export async function isInvited(
  db: DatabaseHandle,
  { name, email, now }: { name: string; email: string | null; now: number },
): Promise<'name' | 'email' | null> {
  const rows = await db
    .selectFrom('invitations')
    .select(['name', 'email'])
    .where('state', '=', 'open')
    .where('expiresAt', '>', now)
    .where((where) => where.or([where('name', '=', name), ...(email === null ? [] : [where('email', '=', email)])]))
    .limit(10)
    .execute()
  if (rows.length === 0) return null
  return rows.some((row) => row.name === name) ? 'name' : 'email'
}
