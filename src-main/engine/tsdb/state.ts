import type { ChunkStore, Marks } from './chunk-store.ts'
import { DamageReport } from './damage.ts'
import { Head } from './head/head.ts'
import { WriteQueue } from './head/write-queue.ts'
import { type Settings, settingsOf, type TsdbOptions } from './options.ts'
import { SeriesRegistry } from './series/registry.ts'

/** What has happened since the store was opened. */
export interface Counters {
  appended: number
  /** Samples at or before the newest of their series, or of a time that is sealed already. */
  late: number
  /** Samples whose reference leads to no series. */
  unknown: number
}

/** What the parts of the store share. */
export interface TsdbState {
  readonly store: ChunkStore
  readonly settings: Settings
  readonly registry: SeriesRegistry
  readonly head: Head
  readonly queue: WriteQueue
  readonly damages: DamageReport
  readonly counters: Counters
  marks: Marks
  /** Earlier samples are refused: their hour is sealed or just being so. */
  floorMs: number
  /** Of the newest row. */
  sequence: number
}

export function createState(store: ChunkStore, options: TsdbOptions): TsdbState {
  const settings = settingsOf(options)
  return {
    ...{ store, settings, registry: new SeriesRegistry(settings), head: new Head(), queue: new WriteQueue(store) },
    ...{ damages: new DamageReport(settings.onDamage), counters: { appended: 0, late: 0, unknown: 0 } },
    ...{ marks: { sealedUntilMs: 0, rolledUntilMs: 0, retainedAtMs: 0 }, floorMs: 0, sequence: 0 },
  }
}
