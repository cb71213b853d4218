import type { Selectable } from 'kysely'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { AlertDeliveriesTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'

export type DeliveryRow = Selectable<AlertDeliveriesTable>

const idsAtOnce = 5000
const rowsAtOnce = 1000

/** The newest message of every group that there is something to go on from. */
export function currentDeliveries(db: DatabaseHandle): Promise<DeliveryRow[]> {
  return db.selectFrom('alertDeliveries').selectAll().where('isCurrent', '=', 1).execute()
}

export function findDelivery(db: DatabaseHandle, id: string): Promise<DeliveryRow | undefined> {
  return db.selectFrom('alertDeliveries').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertDeliveries(tx: DatabaseHandle, rows: readonly DeliveryRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx
      .insertInto('alertDeliveries')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  }
}

/** No decision depends on these any more. */
export async function retireDeliveries(tx: DatabaseHandle, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    await tx
      .updateTable('alertDeliveries')
      .set({ isCurrent: 0 })
      .where('id', 'in', ids.slice(at, at + idsAtOnce))
      .execute()
  }
}

/** Messages that nobody has taken yet, the oldest first. */
export async function waitingDeliveries(db: DatabaseHandle, atMost: number): Promise<string[]> {
  const rows = await db
    .selectFrom('alertDeliveries')
    .select('id')
    .where('state', '=', 'waiting')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map(({ id }) => id)
}

/** Counts one try and tells how it ended; `waiting` when another follows. */
export async function recordTry(
  db: DatabaseHandle,
  id: string,
  outcome: Pick<DeliveryRow, 'state' | 'failure' | 'sentAt'>,
): Promise<void> {
  await db
    .updateTable('alertDeliveries')
    .set((value) => ({ ...outcome, attempts: value('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The newest first, with the names of their channels. */
export async function listDeliveries(
  db: DatabaseHandle,
  { cursor, limit, channelId }: PageInput & { readonly channelId?: string | undefined },
): Promise<Page<DeliveryRow & { channelName: string }>> {
  let query = db
    .selectFrom('alertDeliveries')
    .innerJoin('alertChannels', 'alertChannels.id', 'alertDeliveries.channelId')
    .selectAll('alertDeliveries')
    .select('alertChannels.name as channelName')
    .orderBy('alertDeliveries.createdAt', 'desc')
    .orderBy('alertDeliveries.id', 'desc')
    .limit(limit + 1)
  if (channelId !== undefined) query = query.where('channelId', '=', channelId)
  if (cursor !== undefined) query = query.where(olderThan(cursor, 'alertDeliveries.createdAt', 'alertDeliveries.id'))
  return pageOf(
    await query.execute(),
    limit,
    (row) => [row.createdAt, row.id],
    (row) => row,
  )
}

/** What is over goes after a while. */
export async function forgetDeliveriesBefore(db: DatabaseHandle, before: number): Promise<void> {
  await db
    .deleteFrom('alertDeliveries')
    .where('state', '!=', 'waiting')
    .where('isCurrent', '=', 0)
    .where('createdAt', '<', before)
    .execute()
}
