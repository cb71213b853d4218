import type { Selectable } from 'kysely'
import type { RefreshTokensTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type RefreshTokenRow = Selectable<RefreshTokensTable>

export function findRefreshToken(db: DatabaseHandle, tokenHash: string): Promise<RefreshTokenRow | undefined> {
  return db.selectFrom('refreshTokens').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()
}

export async function insertRefreshToken(db: DatabaseHandle, row: RefreshTokenRow): Promise<void> {
  await db.insertInto('refreshTokens').values(row).execute()
}

/** Takes the token if nobody has; of many at once one is told true. */
export async function takeRefreshToken(db: DatabaseHandle, tokenHash: string, at: number): Promise<boolean> {
  const result = await db
    .updateTable('refreshTokens')
    .set({ usedAt: at })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Forgets every token but those of one session; answers how many. */
export async function forgetRefreshTokensExcept(db: DatabaseHandle, sessionId: string | null): Promise<number> {
  const result = await db
    .deleteFrom('refreshTokens')
    .where('sessionId', '!=', sessionId ?? '')
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
