import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Bytes of all chunks, and the day of the oldest series. Reads every chunk's place, so that it is to be asked seldom. */
export async function readStoredSize(db: DatabaseHandle): Promise<{ bytes: number; oldestMs: number | null }> {
  const tables = ['timeseriesRaw', 'timeseriesFiveMinutes', 'timeseriesHours'] as const
  const sizes = await Promise.all(
    tables.map((table) =>
      db
        .selectFrom(table)
        .select((row) => row.fn.sum<number | null>(row.fn<number>('length', ['data'])).as('bytes'))
        .executeTakeFirstOrThrow(),
    ),
  )
  const { oldest } = await db
    .selectFrom('timeseriesSeries')
    .select((row) => row.fn.min<number | null>('createdAt').as('oldest'))
    .executeTakeFirstOrThrow()
  return { bytes: sizes.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0), oldestMs: oldest }
}
