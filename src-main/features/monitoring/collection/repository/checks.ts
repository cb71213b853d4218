import type { z } from 'zod'
import type { ChecksTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type checkInputSchema, checkSettingsSchema } from '#shared/features/monitoring/values.ts'

export type CheckInput = z.output<typeof checkInputSchema>

/** How a check went last. */
export interface LastRun {
  readonly state: ChecksTable['state']
  readonly lastRunAt: number | null
  readonly lastDurationMs: number | null
  readonly lastMessage: string
  readonly certificateDays: number | null
}

/** A check as it is kept. */
export interface KeptCheck extends CheckInput, LastRun {
  readonly id: string
}

const notRunYet: LastRun = {
  ...{ state: 'unknown', lastRunAt: null, lastDurationMs: null, lastMessage: '', certificateDays: null },
}

export async function listChecks(db: DatabaseHandle): Promise<KeptCheck[]> {
  return (await db.selectFrom('checks').selectAll().orderBy('name').execute()).map(checkOf)
}

export async function findCheck(db: DatabaseHandle, id: string): Promise<KeptCheck | undefined> {
  const row = await db.selectFrom('checks').selectAll().where('id', '=', id).executeTakeFirst()
  return row && checkOf(row)
}

export async function countChecks(db: DatabaseHandle): Promise<number> {
  const row = await db
    .selectFrom('checks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count)
}

export async function insertCheck(db: DatabaseHandle, id: string, input: CheckInput, atMs: number): Promise<void> {
  await db
    .insertInto('checks')
    .values({ id, ...inputColumns(input), ...notRunYet, updatedAt: atMs })
    .execute()
}

/** Changes a check; what was found by other settings is forgotten. False when it is gone. */
export async function updateCheck(
  db: DatabaseHandle,
  id: string,
  { input, atMs, forgets }: { readonly input: CheckInput; readonly atMs: number; readonly forgets: boolean },
): Promise<boolean> {
  const result = await db
    .updateTable('checks')
    .set({ ...inputColumns(input), ...(forgets ? notRunYet : {}), updatedAt: atMs })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteCheck(db: DatabaseHandle, id: string): Promise<boolean> {
  const result = await db.deleteFrom('checks').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function saveLastRun(db: DatabaseHandle, id: string, run: LastRun): Promise<void> {
  await db.updateTable('checks').set(run).where('id', '=', id).execute()
}

function inputColumns({ name, isEnabled, intervalSeconds, settings }: CheckInput) {
  const enabled: 0 | 1 = isEnabled ? 1 : 0
  return { name, isEnabled: enabled, intervalSeconds, settings: JSON.stringify(settings) }
}

function checkOf({ isEnabled, settings, updatedAt: _, ...row }: ChecksTable): KeptCheck {
  return { ...row, isEnabled: isEnabled === 1, settings: checkSettingsSchema.parse(JSON.parse(settings)) }
}
