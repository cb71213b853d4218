import { type ChunkStore, Tsdb } from '#main/engine/tsdb/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import type { Storage } from '#main/storage/storage.ts'
import { MadeSeries, startMs, stepMs, ticksOfData } from './tsdb-data.ts'

/** Opens the database of a benchmark. */
export function openBenchStorage(folder: string): Promise<Storage> {
  return openStorage({
    database: { engine: 'sqlite', file: `${folder}/kuraban.db` },
    ...{ copiesFolder: folder, programVersion: '0', clock: systemClock, log: silentLogger },
  })
}

/** Leaves out the rows of the head, which live two hours: writing 90 days of them would measure the disk alone. */
function withoutHeadRows(store: DatabaseChunkStore): ChunkStore {
  return new Proxy<ChunkStore>(store, {
    get: (target, key: keyof ChunkStore) =>
      key === 'appendHead'
        ? (_rows: unknown, series: Parameters<ChunkStore['appendHead']>[1]) => store.appendHead([], series)
        : target[key].bind(target),
  })
}

/** Writes 90 days of some series; chunks, points and their transactions are the product's. */
export async function fillStore(folder: string, seriesCount: number, say: (line: string) => void): Promise<number> {
  const storage = await openBenchStorage(folder)
  try {
    const tsdb = await Tsdb.open(withoutHeadRows(new DatabaseChunkStore(storage)))
    const series = Array.from({ length: seriesCount }, (_, index) => new MadeSeries(index))
    const references = tsdb.resolve(
      series.map(({ labels }) => labels),
      startMs,
    )
    for (let tick = 0; tick < ticksOfData; tick += 1) {
      const values = Float64Array.from(series, (each) => each.next())
      await tsdb.append(startMs + tick * stepMs, references, values)
      if (tick % 240 === 20) await tsdb.maintain()
      if (tick % 57_600 === 0) say(`filled ${tick / 5760} days`)
    }
    await tsdb.maintain()
    await tsdb.close()
    return seriesCount * ticksOfData
  } finally {
    await storage.close()
  }
}
