import type { Selectable } from 'kysely'
import { olderThan, pageOf } from '#main/storage/page-key.ts'
import type { OutboxTable } from '#main/storage/schema/notifications.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { OutboxEntry } from '#shared/features/notifications/contract.ts'

export type OutboxRow = Selectable<OutboxTable>

export function toEntry(row: OutboxRow): OutboxEntry {
  const { id, kind, recipient, subject, state, attempts, lastFailure } = row
  return {
    ...{ id, kind, recipient, subject, state, attempts, lastFailure },
    createdAt: new Date(row.createdAt).toISOString(),
    sentAt: row.sentAt === null ? null : new Date(row.sentAt).toISOString(),
  }
}

export async function insertLetter(tx: DatabaseHandle, row: OutboxRow): Promise<void> {
  await tx.insertInto('outbox').values(row).execute()
}

export function findLetter(db: DatabaseHandle, id: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest first. */
export async function listLetters(db: DatabaseHandle, page: PageInput): Promise<Page<OutboxEntry>> {
  let query = db
    .selectFrom('outbox')
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) query = query.where(olderThan(page.cursor, 'createdAt'))
  return pageOf(await query.execute(), page.limit, (row) => [row.createdAt, row.id], toEntry)
}

/** Letters that nobody has taken yet, the oldest first. */
export async function waitingLetters(db: DatabaseHandle, atMost: number): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'waiting')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map((row) => row.id)
}

export async function markSent(db: DatabaseHandle, id: string, sentAt: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set((value) => ({ state: 'sent', sentAt, lastFailure: null, attempts: value('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function markMissed(
  db: DatabaseHandle,
  id: string,
  missed: { readonly reason: string; readonly last: boolean },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set((value) => ({
      state: missed.last ? 'failed' : 'waiting',
      lastFailure: missed.reason,
      attempts: value('attempts', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Lets a failed letter wait again; undefined when it has not failed. */
export function revive(tx: DatabaseHandle, id: string): Promise<OutboxRow | undefined> {
  return tx
    .updateTable('outbox')
    .set({ state: 'waiting' })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returningAll()
    .executeTakeFirst()
}

/** What has been sent or given up goes after a while; what waits stays. */
export async function forgetLettersBefore(db: DatabaseHandle, before: number): Promise<void> {
  await db.deleteFrom('outbox').where('state', '!=', 'waiting').where('createdAt', '<', before).execute()
}

/** Letters whose text another key sealed. */
export function bodiesSealedByOthers(
  db: DatabaseHandle,
  { keyId, limit }: { readonly keyId: string; readonly limit: number },
): Promise<{ id: string; sealedBody: string }[]> {
  return db
    .selectFrom('outbox')
    .select(['id', 'sealedBody'])
    .where('sealedBody', 'not like', `${keyId}:%`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function replaceSealedBody(
  db: DatabaseHandle,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await db.updateTable('outbox').set({ sealedBody: to }).where('id', '=', id).where('sealedBody', '=', from).execute()
}
