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
export { TsdbError, type TsdbErrorCode, type TsdbErrorDetails } from './errors.ts'
export type { AppendReport } from './head/append.ts'
export { MemoryChunkStore } from './memory-chunk-store.ts'
export { defaultRetention, type RetentionGroup, type TsdbOptions } from './options.ts'
export type { PlotRequest, PlotSeries } from './reading/plot.ts'
export type { TsdbStats } from './stats.ts'
export { type LabelledSample, type TimeSpan, Tsdb } from './tsdb.ts'
