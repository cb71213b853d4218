import type { SelectHints } from '../../timeseries/index.ts'
import type { RollupTier } from '../codec/rollup-chunk.ts'
import { TsdbError } from '../errors.ts'
import { keptFrom } from '../maintenance/retain.ts'
import type { Series } from '../series/series.ts'
import { dayMs, spanOf } from '../spans.ts'
import type { TsdbState } from '../state.ts'

/** What of a point stands for the samples: `counter` is a counter made of what it grew by. */
export type PointReading = 'instant' | 'counter' | 'min' | 'max' | 'sum' | 'last'

/** Where the samples of a series come from: points up to a time, samples after it. */
export interface ReadingPlan {
  readonly tier: RollupTier
  readonly reading: PointReading
  readonly untilMs: number
}

const coarseFirst: readonly RollupTier[] = ['hours', 'five-minutes']
const fineFirst: readonly RollupTier[] = ['five-minutes', 'hours']
/** Shorter spans are read from samples: they are quick enough, and newer. */
const worthwhileMs = 2 * dayMs
/** A rate needs more than two points to mean anything. */
const spansOfRate = 4

const readings: ReadonlyMap<string, PointReading> = new Map([
  ['min_over_time', 'min'],
  ['max_over_time', 'max'],
  ['sum_over_time', 'sum'],
  ['last_over_time', 'last'],
  ['present_over_time', 'last'],
  ['absent_over_time', 'last'],
  ['rate', 'counter'],
  ['increase', 'counter'],
])

/** What is asked of a range of samples, or of the newest at each moment. */
function readingFor({ function: name, rangeMs }: SelectHints): PointReading | null {
  return readings.get(name) ?? (rangeMs === 0 && name !== 'timestamp' ? 'instant' : null)
}

/**
 * Decides from what a series is read. Points are taken where they give the same answer as the samples and save much,
 * and where the samples are gone and the points can answer; where they cannot, the query is refused: no answer is better
 * than a wrong one. Resolves with null for samples alone.
 */
export function planFor(state: TsdbState, series: Series, hints: SelectHints): ReadingPlan | null {
  const reading = readingFor(hints)
  const rawFromMs = keptFrom(state, series, 'raw')
  if (hints.fromMs < rawFromMs && series.createdMs < rawFromMs) {
    return planWithoutSamples(state, series, hints, rawFromMs)
  }
  if (reading === null || hints.toMs - hints.fromMs < worthwhileMs) return null
  const tier = coarseFirst.find((each) => isExact(each, reading, hints, state) && isKept(state, series, each, hints))
  return tier === undefined ? null : { tier, reading, untilMs: state.marks.rolledUntilMs }
}

function planWithoutSamples(state: TsdbState, series: Series, hints: SelectHints, rawFromMs: number): ReadingPlan {
  const reading = readingFor(hints)
  const tier = fineFirst.find((each) => isKept(state, series, each, hints)) ?? 'hours'
  if (reading !== null && canAnswer(tier, reading, hints, state)) return { tier, reading, untilMs: rawFromMs }
  throw new TsdbError('raw-samples-gone', {
    ...{ function: hints.function, rawFromMs, tier, alignmentMs: spanOf[tier] },
  })
}

function isKept(state: TsdbState, series: Series, tier: RollupTier, { fromMs }: SelectHints): boolean {
  const keptFromMs = keptFrom(state, series, tier)
  return fromMs >= keptFromMs || series.createdMs >= keptFromMs
}

/** Whether every window that is asked for is made of whole points. */
function isExact(tier: RollupTier, reading: PointReading, hints: SelectHints, { settings }: TsdbState): boolean {
  const span = spanOf[tier]
  const windowMs = reading === 'instant' ? settings.lookbackMs : hints.rangeMs
  // A window begins after its first moment, which is one millisecond before what is asked for.
  const firstEndMs = hints.fromMs - 1 + windowMs
  if (reading === 'counter' || ![firstEndMs, hints.toMs, hints.stepMs].every((ms) => ms % span === 0)) return false
  return reading === 'instant' ? windowMs === span && hints.stepMs > 0 : windowMs % span === 0
}

/** Whether the points answer truly, if not to the sample. */
function canAnswer(tier: RollupTier, reading: PointReading, hints: SelectHints, state: TsdbState): boolean {
  const span = spanOf[tier]
  if (reading === 'counter') return hints.rangeMs >= spansOfRate * span
  if (reading !== 'instant') return isExact(tier, reading, hints, state)
  if (hints.stepMs === 0 && hints.toMs - hints.fromMs > state.settings.lookbackMs) return false
  return span <= state.settings.lookbackMs || (hints.toMs % span === 0 && hints.stepMs % span === 0)
}
