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
export type { RetentionGroup, TsdbOptions } from './options.ts'
