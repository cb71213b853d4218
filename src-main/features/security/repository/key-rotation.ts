import type { DatabaseHandle } from '#main/storage/storage.ts'

const name = 'keys-rotated'

export async function findKeysRotatedAt(db: DatabaseHandle): Promise<number | null> {
  const row = await db.selectFrom('securityState').select('updatedAt').where('name', '=', name).executeTakeFirst()
  return row?.updatedAt ?? null
}

export async function noteKeysRotated(db: DatabaseHandle, at: number): Promise<void> {
  await db
    .insertInto('securityState')
    .values({ name, value: '{}', updatedAt: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ updatedAt: at }))
    .execute()
}
