export type {
  ChunkRange,
  ChunkStore,
  HeadRow,
  Marks,
  RolledUp,
  SealedHead,
  StoredChunk,
  StoredSeries,
  Tier,
} from './chunk-store.ts'
export type { Damage } from './damage.ts'
export { TsdbError } from './errors.ts'
export { MemoryChunkStore } from './memory-chunk-store.ts'
export { defaultRetention, type RetentionGroup, type TsdbOptions } from './options.ts'
export type { PlotSeries } from './reading/plot.ts'
export type { TsdbStats } from './stats.ts'
export { Tsdb } from './tsdb.ts'
