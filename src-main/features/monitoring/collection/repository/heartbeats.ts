import type { z } from 'zod'
import type { HeartbeatsTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { heartbeatInputSchema } from '#shared/features/monitoring/values.ts'

export type HeartbeatInput = z.output<typeof heartbeatInputSchema>

/** A job elsewhere as it is kept, without what its token is known by. */
export interface KeptHeartbeat extends HeartbeatInput {
  readonly id: string
  readonly lastState: HeartbeatsTable['lastState']
  readonly lastReportAt: number | null
  readonly startedAt: number | null
  readonly watchedSince: number
  readonly lastMessage: string
  readonly lastDurationMs: number | null
}

/** What a report changes. */
export type Report = Pick<HeartbeatsTable, 'lastMessage'> &
  Partial<Pick<HeartbeatsTable, 'lastState' | 'lastReportAt' | 'startedAt' | 'lastDurationMs'>>

const columns = [
  ...(['id', 'name', 'isEnabled', 'intervalSeconds', 'graceSeconds', 'lastState', 'lastReportAt'] as const),
  ...(['startedAt', 'watchedSince', 'lastMessage', 'lastDurationMs'] as const),
] as const

export async function listHeartbeats(db: DatabaseHandle): Promise<KeptHeartbeat[]> {
  return (await db.selectFrom('heartbeats').select(columns).orderBy('name').execute()).map(heartbeatOf)
}

export async function findHeartbeat(db: DatabaseHandle, id: string): Promise<KeptHeartbeat | undefined> {
  const row = await db.selectFrom('heartbeats').select(columns).where('id', '=', id).executeTakeFirst()
  return row && heartbeatOf(row)
}

export async function findHeartbeatByToken(db: DatabaseHandle, tokenHash: string): Promise<KeptHeartbeat | undefined> {
  const row = await db.selectFrom('heartbeats').select(columns).where('tokenHash', '=', tokenHash).executeTakeFirst()
  return row && heartbeatOf(row)
}

export async function countHeartbeats(db: DatabaseHandle): Promise<number> {
  const { count } = await db
    .selectFrom('heartbeats')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertHeartbeat(
  db: DatabaseHandle,
  { id, input, tokenHash, atMs }: { id: string; input: HeartbeatInput; tokenHash: string; atMs: number },
): Promise<void> {
  await db
    .insertInto('heartbeats')
    .values({
      ...{ id, ...inputColumns(input), tokenHash, createdAt: atMs, updatedAt: atMs, watchedSince: atMs },
      ...{ lastState: 'waiting', lastReportAt: null, startedAt: null, lastMessage: '', lastDurationMs: null },
    })
    .execute()
}

export async function updateHeartbeat(
  db: DatabaseHandle,
  id: string,
  { input, watchedSince, atMs }: { input: HeartbeatInput; watchedSince: number; atMs: number },
): Promise<void> {
  await db
    .updateTable('heartbeats')
    .set({ ...inputColumns(input), watchedSince, updatedAt: atMs })
    .where('id', '=', id)
    .execute()
}

export async function replaceTokenHash(db: DatabaseHandle, id: string, tokenHash: string): Promise<void> {
  await db.updateTable('heartbeats').set({ tokenHash }).where('id', '=', id).execute()
}

export async function deleteHeartbeat(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('heartbeats').where('id', '=', id).execute()
}

export async function saveReport(db: DatabaseHandle, id: string, report: Report): Promise<void> {
  await db.updateTable('heartbeats').set(report).where('id', '=', id).execute()
}

function inputColumns({ name, isEnabled, intervalSeconds, graceSeconds }: HeartbeatInput) {
  const enabled: 0 | 1 = isEnabled ? 1 : 0
  return { name, isEnabled: enabled, intervalSeconds, graceSeconds }
}

function heartbeatOf({ isEnabled, ...row }: Pick<HeartbeatsTable, (typeof columns)[number]>): KeptHeartbeat {
  return { ...row, isEnabled: isEnabled === 1 }
}
