import { type Selectable, sql } from 'kysely'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { SilencesTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'

export type SilenceRow = Selectable<SilencesTable>

export async function insertSilence(tx: DatabaseHandle, row: SilenceRow): Promise<void> {
  await tx.insertInto('silences').values(row).execute()
}

export function findSilence(db: DatabaseHandle, id: string): Promise<SilenceRow | undefined> {
  return db.selectFrom('silences').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Silences in force at a moment. */
export function activeSilences(db: DatabaseHandle, nowMs: number): Promise<SilenceRow[]> {
  return db.selectFrom('silences').selectAll().where('endsAt', '>', nowMs).where('startsAt', '<=', nowMs).execute()
}

/** The newest first. */
export async function listSilences(
  db: DatabaseHandle,
  { cursor, limit, state }: PageInput & { readonly state: 'current' | 'expired' | 'all' },
  nowMs: number,
): Promise<Page<SilenceRow>> {
  let query = db
    .selectFrom('silences')
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (state !== 'all') query = query.where('endsAt', state === 'current' ? '>' : '<=', nowMs)
  if (cursor !== undefined) query = query.where(olderThan(cursor, 'createdAt'))
  return pageOf(
    await query.execute(),
    limit,
    (row) => [row.createdAt, row.id],
    (row) => row,
  )
}

/** Ends a silence now; undefined when it has ended already. One that has not begun never will. */
export function expireSilence(tx: DatabaseHandle, id: string, nowMs: number): Promise<SilenceRow | undefined> {
  return tx
    .updateTable('silences')
    .set({ endsAt: nowMs, startsAt: sql<number>`case when starts_at > ${nowMs} then ${nowMs} else starts_at end` })
    .where('id', '=', id)
    .where('endsAt', '>', nowMs)
    .returningAll()
    .executeTakeFirst()
}

export async function forgetSilencesEndedBefore(db: DatabaseHandle, before: number): Promise<void> {
  await db.deleteFrom('silences').where('endsAt', '<', before).execute()
}
