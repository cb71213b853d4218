import type { Damage } from './damage.ts'
import { compilePattern } from './series/matcher.ts'

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
  /** Values held in memory before sealed ones are let go and more is sealed. Default 4,000,000 (32 MB); four times as many are refused. */
  readonly headSamples?: number
  /** Samples that one query may read. Default 20,000,000. */
  readonly querySamples?: number
  /** For what none matches: 90, 400 and 1,825 days. */
  readonly retention?: readonly RetentionGroup[]
  /** How far a query looks back from an instant, by which rollups are judged. Default 5 minutes. */
  readonly lookbackMs?: number
  /** Hears once of each chunk found damaged. */
  readonly onDamage?: (damage: Damage) => void
}

/** Retention of a group with its pattern ready. */
export interface PreparedGroup extends RetentionGroup {
  matches(name: string): boolean
}

/** Options with everything decided. */
export interface Settings {
  readonly quantumMs: number
  readonly seriesLimit: number
  readonly labelValueLimit: number
  readonly headSamples: number
  readonly querySamples: number
  readonly lookbackMs: number
  readonly onDamage: (damage: Damage) => void
  retentionOf(name: string): RetentionGroup
}

/** What holds for metrics that no group names. */
export const defaultRetention: RetentionGroup = { pattern: '.*', rawDays: 90, fiveMinutesDays: 400, hoursDays: 1825 }

const rememberedNames = 10_000

/** Asks once for each name, because every query asks for every series. */
function remembering(find: (name: string) => RetentionGroup): (name: string) => RetentionGroup {
  const known = new Map<string, RetentionGroup>()
  return (name) => {
    const group = known.get(name) ?? find(name)
    if (known.size < rememberedNames) known.set(name, group)
    return group
  }
}

export function settingsOf(options: TsdbOptions): Settings {
  const groups: readonly PreparedGroup[] = (options.retention ?? []).map((group) => ({
    ...group,
    matches: compilePattern(group.pattern),
  }))
  return {
    quantumMs: options.quantumMs ?? 1000,
    seriesLimit: options.seriesLimit ?? 5000,
    labelValueLimit: options.labelValueLimit ?? 1024,
    headSamples: options.headSamples ?? 4_000_000,
    querySamples: options.querySamples ?? 20_000_000,
    lookbackMs: options.lookbackMs ?? 300_000,
    onDamage: options.onDamage ?? (() => {}),
    retentionOf: remembering((name) => groups.find((group) => group.matches(name)) ?? defaultRetention),
  }
}
