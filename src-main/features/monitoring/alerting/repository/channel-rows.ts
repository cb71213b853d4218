import type { Selectable } from 'kysely'
import type { AlertChannelsTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type ChannelRow = Selectable<AlertChannelsTable>

export function listChannels(db: DatabaseHandle): Promise<ChannelRow[]> {
  return db.selectFrom('alertChannels').selectAll().orderBy('name').execute()
}

export function findChannel(db: DatabaseHandle, id: string): Promise<ChannelRow | undefined> {
  return db.selectFrom('alertChannels').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertChannel(tx: DatabaseHandle, row: ChannelRow): Promise<void> {
  await tx.insertInto('alertChannels').values(row).execute()
}

export type ChannelChange = Omit<ChannelRow, 'health' | 'lastSentAt' | 'lastFailure'>

export async function updateChannel(tx: DatabaseHandle, { id, ...change }: ChannelChange): Promise<void> {
  await tx.updateTable('alertChannels').set(change).where('id', '=', id).execute()
}

/** Its messages go with it. */
export async function deleteChannel(tx: DatabaseHandle, id: string): Promise<void> {
  await tx.deleteFrom('alertChannels').where('id', '=', id).execute()
}

export async function markChannelWorking(db: DatabaseHandle, id: string, sentAt: number): Promise<void> {
  const now = { health: 'ok', lastSentAt: sentAt, lastFailure: null } as const
  await db.updateTable('alertChannels').set(now).where('id', '=', id).execute()
}

export async function markChannelFailing(db: DatabaseHandle, id: string, lastFailure: string): Promise<void> {
  await db.updateTable('alertChannels').set({ health: 'failing', lastFailure }).where('id', '=', id).execute()
}

/** Values that another key sealed, with their channels. */
export function channelsSealedByOthers(
  db: DatabaseHandle,
  column: 'sealedAddress' | 'sealedSigningKey',
  { keyId, limit }: { readonly keyId: string; readonly limit: number },
): Promise<{ id: string; sealed: string | null }[]> {
  return db
    .selectFrom('alertChannels')
    .select(['id', `${column} as sealed`])
    .where(column, 'is not', null)
    .where(column, 'not like', `${keyId}:%`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function replaceSealedOfChannel(
  db: DatabaseHandle,
  column: 'sealedAddress' | 'sealedSigningKey',
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('alertChannels')
    .set({ [column]: to })
    .where('id', '=', id)
    .where(column, '=', from)
    .execute()
}
