import type { ExpressionBuilder } from 'kysely'
import type { ChunkRange, StoredChunk, Tier } from '#main/engine/tsdb/index.ts'
import type { DatabaseSchema } from '../../schema/index.ts'
import type { TimeseriesChunkTable } from '../../schema/timeseries.ts'
import type { DatabaseHandle } from '../../storage.ts'

/** A chunk's key holds its series above its second, so that the chunks of a series lie together in the order of time. */
const seconds = 2 ** 32
const rowsOfStatement = 500
const rangesOfStatement = 100

const tables = {
  raw: 'timeseriesRaw',
  'five-minutes': 'timeseriesFiveMinutes',
  hours: 'timeseriesHours',
} as const satisfies Record<Tier, keyof DatabaseSchema>

const idOf = (series: number, ms: number): number => series * seconds + Math.floor(ms / 1000)

const rowOf = ({ series, fromMs, data }: StoredChunk): TimeseriesChunkTable => ({ id: idOf(series, fromMs), data })

const chunkOf = ({ id, data }: TimeseriesChunkTable): StoredChunk => ({
  series: Math.floor(id / seconds),
  fromMs: (id % seconds) * 1000,
  data,
})

/** Parts of a list, as long as a statement may be. */
export function* parts<T>(list: readonly T[], length: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += length) yield list.slice(at, at + length)
}

/** Adds chunks or replaces those of the same series and start. */
export async function writeChunks(db: DatabaseHandle, tier: Tier, chunks: readonly StoredChunk[]): Promise<void> {
  for (const some of parts(chunks, rowsOfStatement)) {
    await db
      .insertInto(tables[tier])
      .values(some.map(rowOf))
      .onConflict((conflict) => conflict.column('id').doUpdateSet(({ ref }) => ({ data: ref('excluded.data') })))
      .execute()
  }
}

function isInAny(ranges: readonly ChunkRange[]) {
  return ({ or, between }: ExpressionBuilder<DatabaseSchema, (typeof tables)[Tier]>) =>
    or(ranges.map(({ series, fromMs, toMs }) => between('id', idOf(series, fromMs), idOf(series, toMs))))
}

/** Chunks in the ranges by series and start. */
export async function readChunks(
  db: DatabaseHandle,
  tier: Tier,
  ranges: readonly ChunkRange[],
): Promise<readonly StoredChunk[]> {
  const found: StoredChunk[] = []
  for (const some of parts(ranges, rangesOfStatement)) {
    const rows = await db.selectFrom(tables[tier]).select(['id', 'data']).where(isInAny(some)).orderBy('id').execute()
    for (const row of rows) found.push(chunkOf(row))
  }
  return found
}

export async function deleteChunks(db: DatabaseHandle, tier: Tier, ranges: readonly ChunkRange[]): Promise<void> {
  for (const some of parts(ranges, rangesOfStatement)) {
    await db.deleteFrom(tables[tier]).where(isInAny(some)).execute()
  }
}
