import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Earlier codes stop working. */
export async function replaceBackupCodes(
  db: DatabaseHandle,
  userId: string,
  codes: readonly { readonly id: string; readonly codeHash: string }[],
): Promise<void> {
  await deleteBackupCodes(db, userId)
  await db
    .insertInto('userBackupCodes')
    .values(codes.map(({ id, codeHash }) => ({ id, userId, codeHash, usedAt: null })))
    .execute()
}

/** One statement decides: of equal codes that come at once, one is taken. */
export async function spendBackupCode(
  db: DatabaseHandle,
  { userId, hashes, now }: { userId: string; hashes: readonly string[]; now: number },
): Promise<boolean> {
  if (hashes.length === 0) return false
  const spent = await db
    .updateTable('userBackupCodes')
    .set({ usedAt: now })
    .where('userId', '=', userId)
    .where('codeHash', 'in', hashes)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

export async function countUnusedBackupCodes(db: DatabaseHandle, userId: string): Promise<number> {
  const row = await db
    .selectFrom('userBackupCodes')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function deleteBackupCodes(db: DatabaseHandle, userId: string): Promise<void> {
  await db.deleteFrom('userBackupCodes').where('userId', '=', userId).execute()
}
