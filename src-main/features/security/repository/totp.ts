import type { Selectable } from 'kysely'
import type { UserTotpTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type TotpRow = Selectable<UserTotpTable>

export function findTotp(db: DatabaseHandle, userId: string): Promise<TotpRow | undefined> {
  return db.selectFrom('userTotp').selectAll().where('userId', '=', userId).executeTakeFirst()
}

/** A new secret beside the one that counts, if there is one. */
export async function putPendingSecret(
  db: DatabaseHandle,
  { userId, pendingSecret, now }: { userId: string; pendingSecret: string; now: number },
): Promise<void> {
  await db
    .insertInto('userTotp')
    .values({
      ...{ userId, pendingSecret, sealedSecret: null, lastStep: 0, createdAt: now },
      ...{ enabledAt: null, lastUsedAt: null },
    })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ pendingSecret, createdAt: now }))
    .execute()
}

/** The pending secret counts from now on; false when it is no longer the one that was proved. */
export async function enablePendingSecret(
  db: DatabaseHandle,
  { userId, pendingSecret, step, now }: { userId: string; pendingSecret: string; step: number; now: number },
): Promise<boolean> {
  const enabled = await db
    .updateTable('userTotp')
    .set({ sealedSecret: pendingSecret, pendingSecret: null, lastStep: step, enabledAt: now, lastUsedAt: now })
    .where('userId', '=', userId)
    .where('pendingSecret', '=', pendingSecret)
    .executeTakeFirst()
  return enabled.numUpdatedRows === 1n
}

/** One statement decides: of equal codes that come at once, one finds its step unused. */
export async function spendStep(
  db: DatabaseHandle,
  { userId, sealedSecret, step, now }: { userId: string; sealedSecret: string; step: number; now: number },
): Promise<boolean> {
  const spent = await db
    .updateTable('userTotp')
    .set({ lastStep: step, lastUsedAt: now })
    .where('userId', '=', userId)
    .where('sealedSecret', '=', sealedSecret)
    .where('lastStep', '<', step)
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

export async function deleteTotp(db: DatabaseHandle, userId: string): Promise<void> {
  await db.deleteFrom('userTotp').where('userId', '=', userId).execute()
}

type SealedColumnName = 'sealedSecret' | 'pendingSecret'

/** Secrets of that column that another key sealed. */
export async function secretsSealedByOthers(
  db: DatabaseHandle,
  column: SealedColumnName,
  { keyId, limit }: { keyId: string; limit: number },
): Promise<{ readonly userId: string; readonly sealed: string }[]> {
  const rows = await db
    .selectFrom('userTotp')
    .select(['userId', `${column} as sealed`])
    .where(column, 'is not', null)
    .where(column, 'not like', `${keyId}:%`)
    .limit(limit)
    .execute()
  return rows.flatMap(({ userId, sealed }) => (sealed === null ? [] : [{ userId, sealed }]))
}

/** The same secret sealed anew, unless it has been replaced meanwhile. */
export async function replaceSealed(
  db: DatabaseHandle,
  column: SealedColumnName,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<void> {
  await db
    .updateTable('userTotp')
    .set({ [column]: to })
    .where('userId', '=', userId)
    .where(column, '=', from)
    .execute()
}
