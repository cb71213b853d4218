import type { Selectable } from 'kysely'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { ApiKeysTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { UserRow } from './users.ts'

export type ApiKeyRow = Selectable<ApiKeysTable>
export type ApiKeyWithMaker = ApiKeyRow &
  Pick<UserRow, 'state' | 'heldAccess'> & {
    readonly makerName: string
    readonly makerExpiresAt: number | null
  }

function selectKeys(db: DatabaseHandle) {
  return db
    .selectFrom('apiKeys as key')
    .innerJoin('users as maker', 'maker.id', 'key.createdBy')
    .selectAll('key')
    .select(['maker.name as makerName', 'maker.state', 'maker.heldAccess', 'maker.expiresAt as makerExpiresAt'])
}

/** Key and maker in one look-up: every call with a key makes it. */
export function findApiKeyByPrefix(db: DatabaseHandle, prefix: string): Promise<ApiKeyWithMaker | undefined> {
  return selectKeys(db).where('key.prefix', '=', prefix).executeTakeFirst()
}

export function findApiKey(db: DatabaseHandle, id: string): Promise<ApiKeyWithMaker | undefined> {
  return selectKeys(db).where('key.id', '=', id).executeTakeFirst()
}

/** The newest first; `usableAt` leaves out what is revoked or expired then. */
export async function listApiKeys(
  db: DatabaseHandle,
  page: PageInput & { readonly usableAt?: number },
): Promise<Page<ApiKeyWithMaker>> {
  let query = selectKeys(db)
    .orderBy('key.createdAt', 'desc')
    .orderBy('key.id', 'desc')
    .limit(page.limit + 1)
  const { usableAt, cursor } = page
  if (usableAt !== undefined) query = query.where('key.revokedAt', 'is', null).where('key.expiresAt', '>', usableAt)
  if (cursor !== undefined) query = query.where(olderThan(cursor, 'key.createdAt', 'key.id'))
  return pageOf(
    await query.execute(),
    page.limit,
    (row) => [row.createdAt, row.id],
    (row) => row,
  )
}

export async function insertApiKey(db: DatabaseHandle, row: ApiKeyRow): Promise<void> {
  await db.insertInto('apiKeys').values(row).execute()
}

/** Whether the key was not revoked before. */
export async function revokeApiKey(db: DatabaseHandle, id: string, at: number): Promise<boolean> {
  const result = await db
    .updateTable('apiKeys')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Revokes every key that still works, or those of one maker, and tells which. */
export async function revokeApiKeys(db: DatabaseHandle, at: number, makerId?: string): Promise<string[]> {
  let query = db.updateTable('apiKeys').set({ revokedAt: at }).where('revokedAt', 'is', null)
  if (makerId !== undefined) query = query.where('createdBy', '=', makerId)
  const revoked = await query.returning('id').execute()
  return revoked.map((row) => row.id)
}

/** Only ever forward, so that many calls at once write one time. */
export async function touchApiKey(
  db: DatabaseHandle,
  id: string,
  use: { readonly at: number; readonly from: string; readonly unlessSince: number },
): Promise<void> {
  await db
    .updateTable('apiKeys')
    .set({ lastUsedAt: use.at, lastUsedFrom: use.from })
    .where('id', '=', id)
    .where((where) => where.or([where('lastUsedAt', 'is', null), where('lastUsedAt', '<=', use.unlessSince)]))
    .execute()
}
