import { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'

const name = 'sign-ins-frozen'
const valueSchema = z.object({ by: z.string() })

/** Since when nobody may sign in, and who decided it; null while everybody may. */
export interface SignInFreeze {
  readonly since: number
  readonly by: string
}

export async function findSignInFreeze(db: DatabaseHandle): Promise<SignInFreeze | null> {
  const row = await db
    .selectFrom('securityState')
    .select(['value', 'updatedAt'])
    .where('name', '=', name)
    .executeTakeFirst()
  return row === undefined ? null : { since: row.updatedAt, by: valueSchema.parse(JSON.parse(row.value)).by }
}

/** The first freeze counts: a second one changes nothing. */
export async function freezeSignIns(db: DatabaseHandle, { since, by }: SignInFreeze): Promise<void> {
  await db
    .insertInto('securityState')
    .values({ name, value: JSON.stringify({ by }), updatedAt: since })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

export async function thawSignIns(db: DatabaseHandle): Promise<void> {
  await db.deleteFrom('securityState').where('name', '=', name).execute()
}
