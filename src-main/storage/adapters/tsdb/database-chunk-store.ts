import type {
  ChunkRange,
  ChunkStore,
  HeadRow,
  Marks,
  RolledUp,
  SealedHead,
  StoredChunk,
  StoredSeries,
  Tier,
} from '#main/engine/tsdb/index.ts'
import type { Storage } from '../../storage.ts'
import { deleteChunks, readChunks, writeChunks } from './chunk-rows.ts'
import { deleteHead, insertRows, moveMark, readMarks, readRows } from './head-rows.ts'
import { deleteSeries, insertSeries, readSeries, setLastSeen } from './series-rows.ts'

const tiers: readonly Tier[] = ['raw', 'five-minutes', 'hours']
const farthestMs = (2 ** 32 - 1) * 1000

/** The chunk store of the time series in the installation's database, the same bytes on both engines. */
export class DatabaseChunkStore implements ChunkStore {
  readonly #storage: Pick<Storage, 'db' | 'transaction'>

  constructor(storage: Pick<Storage, 'db' | 'transaction'>) {
    this.#storage = storage
  }

  readSeries(): Promise<readonly StoredSeries[]> {
    return readSeries(this.#storage.db)
  }

  readMarks(): Promise<Marks> {
    return readMarks(this.#storage.db)
  }

  readHead(after: number, limit: number): Promise<readonly HeadRow[]> {
    return readRows(this.#storage.db, after, limit)
  }

  appendHead(rows: readonly HeadRow[], series: readonly StoredSeries[]): Promise<void> {
    return this.#storage.transaction(async (tx) => {
      await insertSeries(tx, series)
      await insertRows(tx, rows)
    })
  }

  seal({ chunks, untilMs, seen }: SealedHead): Promise<void> {
    return this.#storage.transaction(async (tx) => {
      await writeChunks(tx, 'raw', chunks)
      await deleteHead(tx, '<', untilMs)
      await setLastSeen(tx, seen)
      await moveMark(tx, 'sealed-until', untilMs)
    })
  }

  readChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<readonly StoredChunk[]> {
    return readChunks(this.#storage.db, tier, ranges)
  }

  writeRollups({ fiveMinutes, hours }: RolledUp): Promise<void> {
    return this.#storage.transaction(async (tx) => {
      await writeChunks(tx, 'five-minutes', fiveMinutes)
      await writeChunks(tx, 'hours', hours)
    })
  }

  moveMarks({ rolledUntilMs, retainedAtMs }: Partial<Pick<Marks, 'rolledUntilMs' | 'retainedAtMs'>>): Promise<void> {
    return this.#storage.transaction(async (tx) => {
      if (rolledUntilMs !== undefined) await moveMark(tx, 'rolled-until', rolledUntilMs)
      if (retainedAtMs !== undefined) await moveMark(tx, 'retained-at', retainedAtMs)
    })
  }

  deleteChunks(tier: Tier, ranges: readonly ChunkRange[]): Promise<void> {
    return this.#storage.transaction((tx) => deleteChunks(tx, tier, ranges))
  }

  deleteSeries(ids: readonly number[]): Promise<void> {
    const ranges = ids.map((series): ChunkRange => ({ series, fromMs: 0, toMs: farthestMs }))
    return this.#storage.transaction(async (tx) => {
      for (const tier of tiers) await deleteChunks(tx, tier, ranges)
      await deleteSeries(tx, ids)
    })
  }

  discardFrom(fromMs: number, pointsFromMs: number): Promise<void> {
    return this.#storage.transaction(async (tx) => {
      const { sealedUntilMs, rolledUntilMs, retainedAtMs } = await readMarks(tx)
      await deleteHead(tx, '>=', fromMs)
      const series = await readSeries(tx)
      for (const tier of tiers) {
        const startMs = tier === 'raw' ? fromMs : pointsFromMs
        await deleteChunks(
          tx,
          tier,
          series.map(({ id }) => ({ series: id, fromMs: startMs, toMs: farthestMs })),
        )
      }
      await moveMark(tx, 'sealed-until', Math.min(sealedUntilMs, fromMs))
      await moveMark(tx, 'rolled-until', Math.min(rolledUntilMs, pointsFromMs))
      await moveMark(tx, 'retained-at', Math.min(retainedAtMs, pointsFromMs))
    })
  }
}
