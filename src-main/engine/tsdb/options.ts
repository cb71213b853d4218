import type { Damage } from './damage.ts'

/** How long the data of some metrics are kept, in days; the first group whose pattern matches the whole name counts. */
export interface RetentionGroup {
  /** RE2. */
  readonly pattern: string
  readonly rawDays: number
  readonly fiveMinutesDays: number
  readonly hoursDays: number
}

export interface TsdbOptions {
  /** Ticks are cut down to a multiple of it. Default 1,000. */
  readonly quantumMs?: number
  /** Series that may have samples at a time. Default 5,000; ten times as many are remembered. */
  readonly seriesLimit?: number
  /** Bytes of the longest label value. Default 1,024. */
  readonly labelValueLimit?: number
  /** Samples held in memory; the oldest sealed ones go first. Default 4,000,000 (32 MB). */
  readonly headSamples?: number
  /** Samples that one query may read. Default 20,000,000. */
  readonly querySamples?: number
  /** Last group for what no other one matches: 90, 400 and 1,825 days unless told. */
  readonly retention?: readonly RetentionGroup[]
  /** How far a query looks back from an instant, by which rollups are judged. Default 5 minutes. */
  readonly lookbackMs?: number
  /** Hears once of each chunk found damaged. */
  readonly onDamage?: (damage: Damage) => void
}

export const defaultRetention: RetentionGroup = {
  pattern: '.*',
  rawDays: 90,
  fiveMinutesDays: 400,
  hoursDays: 1825,
}
