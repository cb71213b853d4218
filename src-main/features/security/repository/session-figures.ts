import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Sessions that are alive at an instant. */
export async function countLiveSessions(db: DatabaseHandle, nowMs: number): Promise<number> {
  const { count } = await db
    .selectFrom('userSessions')
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', nowMs)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** People who have used the program since an instant. */
export async function countActivePeople(db: DatabaseHandle, sinceMs: number): Promise<number> {
  const { count } = await db
    .selectFrom('userSessions')
    .where('activeAt', '>=', sinceMs)
    .select((select) => select.fn.count<number>('userId').distinct().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
