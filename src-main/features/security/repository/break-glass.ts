import { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { findOneTimeSecret } from './one-time-secrets.ts'
import type { UserRow } from './users.ts'

/** The emergency account that works at this moment, if there is one. */
export function findBreakGlassAccount(db: DatabaseHandle, now: number): Promise<UserRow | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('breakGlass', '=', 1)
    .where('state', '=', 'active')
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Emergency accounts whose time is over and that nobody has disabled yet. */
export function overdueBreakGlassAccounts(db: DatabaseHandle, now: number): Promise<Pick<UserRow, 'id' | 'name'>[]> {
  return db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('breakGlass', '=', 1)
    .where('state', '=', 'active')
    .where('expiresAt', '<=', now)
    .execute()
}

const codeName = 'break-glass-code'
const codeSchema = z.object({ secretHash: z.string(), name: z.string(), expiresAt: z.number() })
type BreakGlassCode = z.infer<typeof codeSchema>

/** Remembers the code that was given out last. */
export async function keepBreakGlassCode(tx: DatabaseHandle, code: BreakGlassCode, now: number): Promise<void> {
  const value = JSON.stringify(code)
  await tx
    .insertInto('securityState')
    .values({ name: codeName, value, updatedAt: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updatedAt: now }))
    .execute()
}

/** The code given out last while it is good and nobody has used it. */
export async function findBreakGlassCode(db: DatabaseHandle, now: number): Promise<BreakGlassCode | null> {
  const row = await db.selectFrom('securityState').select('value').where('name', '=', codeName).executeTakeFirst()
  if (row === undefined) return null
  const code = codeSchema.parse(JSON.parse(row.value))
  const open = await findOneTimeSecret(db, { secretHash: code.secretHash, kind: 'reset-code', now })
  return open === undefined ? null : code
}
