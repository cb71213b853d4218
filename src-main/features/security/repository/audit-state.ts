import type { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Remembers a value of the record that is no row of it. */
export async function writeAuditState(db: DatabaseHandle, name: string, value: object, at: number): Promise<void> {
  const row = { name: `audit.${name}`, value: JSON.stringify(value), updatedAt: at }
  await db
    .insertInto('securityState')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value, updatedAt: at }))
    .execute()
}

/** The value kept under that name; null when there is none. */
export async function readAuditState<T extends z.ZodType>(
  db: DatabaseHandle,
  name: string,
  shape: T,
): Promise<z.output<T> | null> {
  const row = await db
    .selectFrom('securityState')
    .select('value')
    .where('name', '=', `audit.${name}`)
    .executeTakeFirst()
  return row === undefined ? null : shape.parse(JSON.parse(row.value))
}
