import type { StoredSeries } from '#main/engine/tsdb/index.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { parts } from './chunk-rows.ts'

const rowsOfStatement = 500

export async function readSeries(db: DatabaseHandle): Promise<readonly StoredSeries[]> {
  const rows = await db.selectFrom('timeseriesSeries').selectAll().orderBy('id').execute()
  return rows.map(({ id, labels, createdAt, lastSeenAt }) => ({
    ...{ id, labels, createdMs: createdAt, lastSeenMs: lastSeenAt },
  }))
}

/** Adds series; those that an earlier try has written already are passed over. */
export async function insertSeries(db: DatabaseHandle, series: readonly StoredSeries[]): Promise<void> {
  for (const some of parts(series, rowsOfStatement)) {
    const values = some.map(({ id, labels, createdMs, lastSeenMs }) => ({
      ...{ id, labels, createdAt: createdMs, lastSeenAt: lastSeenMs },
    }))
    await db
      .insertInto('timeseriesSeries')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
}

/** Series that were seen on the same day are changed together. */
export async function setLastSeen(
  db: DatabaseHandle,
  seen: readonly { readonly id: number; readonly lastSeenMs: number }[],
): Promise<void> {
  for (const [lastSeenAt, same] of Map.groupBy(seen, ({ lastSeenMs }) => lastSeenMs)) {
    for (const some of parts(same, rowsOfStatement)) {
      const ids = some.map(({ id }) => id)
      await db.updateTable('timeseriesSeries').set({ lastSeenAt }).where('id', 'in', ids).execute()
    }
  }
}

export async function deleteSeries(db: DatabaseHandle, ids: readonly number[]): Promise<void> {
  for (const some of parts(ids, rowsOfStatement)) {
    await db.deleteFrom('timeseriesSeries').where('id', 'in', some).execute()
  }
}
