import { writeSync } from 'node:fs'
import { Labels } from '#main/engine/timeseries/index.ts'
import { Tsdb } from '#main/engine/tsdb/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import { openStorage, type StorageOptions } from '#main/storage/open-storage.ts'

/** What the child is told. */
export interface TsdbChildPlan {
  readonly options: Pick<StorageOptions, 'database' | 'copiesFolder' | 'programVersion'>
  /** The first tick; the value of every sample is how many ticks it is after `startMs`. */
  readonly startMs: number
  readonly nextTick: number
  readonly stepMs: number
  readonly series: number
}

/** Appends for ever and maintains all the time, to be killed anywhere: prints the number of each tick that is on the disk. */
const plan: TsdbChildPlan = JSON.parse(process.argv[2] ?? '')
const storage = await openStorage({ ...plan.options, clock: systemClock, log: silentLogger })
const tsdb = await Tsdb.open(new DatabaseChunkStore(storage))
const labels = Array.from({ length: plan.series }, (_, index) => Labels.of({ __name__: 'killed', id: String(index) }))
let maintenance: Promise<void> = Promise.resolve()
for (let tick = plan.nextTick; ; tick += 1) {
  const atMs = plan.startMs + tick * plan.stepMs
  const references = tsdb.resolve(labels, atMs)
  await tsdb.append(atMs, references, new Float64Array(labels.length).fill(tick))
  writeSync(1, `${tick}\n`)
  // Maintenance and appends go on at the same time, as they do in the program.
  if (tick % 7 === 0) {
    await maintenance
    maintenance = tsdb.maintain()
  }
}
