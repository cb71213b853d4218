import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type LogFilter, logFilterSchema } from '#shared/features/logs/contract.ts'

/** A filter that somebody has kept. */
export interface SavedLogFilter {
  readonly id: string
  readonly name: string
  readonly filter: LogFilter
}

/** By name. */
export async function listLogFilters(db: DatabaseHandle, userId: string): Promise<SavedLogFilter[]> {
  const rows = await db
    .selectFrom('logFilters')
    .select(['id', 'name', 'filter'])
    .where('userId', '=', userId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, filter }) => ({ id, name, filter: logFilterSchema.parse(JSON.parse(filter)) }))
}

export async function insertLogFilter(
  tx: DatabaseHandle,
  { id, userId, name, filter, createdAt }: SavedLogFilter & { readonly userId: string; readonly createdAt: number },
): Promise<void> {
  await tx
    .insertInto('logFilters')
    .values({ id, userId, name, filter: JSON.stringify(filter), createdAt })
    .execute()
}

/** Whether there was one of theirs. */
export async function deleteLogFilter(tx: DatabaseHandle, id: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('logFilters')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
