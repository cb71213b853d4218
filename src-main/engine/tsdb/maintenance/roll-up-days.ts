import type { StoredChunk } from '../chunk-store.ts'
import { packPoints, type RollupTier } from '../codec/rollup-chunk.ts'
import { type RawSamples, readRaw } from '../reading/read-raw.ts'
import { isCounterName } from '../series/counter-name.ts'
import type { Series } from '../series/series.ts'
import { dayMs, floorTo, hourMs, spanOf } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { rollUp } from './rollup-points.ts'

/** Few, because a busy series has many samples a day. */
const seriesAtOnce = 25
/** The clock of retention goes no faster than this for each day that has data: a wrong clock must not empty the store. */
const retentionStepMs = 2 * dayMs

/** Makes points of every whole day that is sealed, day by day; a day that was interrupted is done again. */
export async function rollUpDays(state: TsdbState): Promise<void> {
  const first = firstDay(state)
  if (first === null) return
  // The last span of a day ends with a sample at the first moment of the next.
  for (let day = first; day + dayMs < state.marks.sealedUntilMs; day += dayMs) {
    const hadData = await rollUpDay(state, day)
    const rolledUntilMs = day + dayMs
    const retainedAtMs = hadData ? retentionClock(state, rolledUntilMs) : state.marks.retainedAtMs
    await state.store.moveMarks({ rolledUntilMs, retainedAtMs })
    state.marks = { ...state.marks, rolledUntilMs, retainedAtMs }
  }
}

function firstDay(state: TsdbState): number | null {
  if (state.marks.rolledUntilMs > 0) return state.marks.rolledUntilMs
  let earliest = Number.POSITIVE_INFINITY
  for (const series of state.registry.all()) earliest = Math.min(earliest, series.createdMs)
  return earliest === Number.POSITIVE_INFINITY ? null : floorTo(earliest, dayMs)
}

function retentionClock({ marks }: TsdbState, rolledUntilMs: number): number {
  if (marks.retainedAtMs === 0) return rolledUntilMs
  return Math.min(rolledUntilMs, marks.retainedAtMs + retentionStepMs)
}

async function rollUpDay(state: TsdbState, day: number): Promise<boolean> {
  const series = [...state.registry.all()].filter(
    ({ createdMs, storedLastSeenMs }) => createdMs <= day + dayMs && storedLastSeenMs + dayMs >= day,
  )
  let hadData = false
  for (let at = 0; at < series.length; at += seriesAtOnce) {
    const some = series.slice(at, at + seriesAtOnce)
    const rolled: Record<RollupTier, StoredChunk[]> = { 'five-minutes': [], hours: [] }
    // The hour before tells counters where they were.
    await readRaw(state, some, day - hourMs, day + dayMs, (each, samples) => packDay(each, day, samples, rolled))
    if (rolled.hours.length === 0) continue
    hadData = true
    await state.store.writeRollups({ fiveMinutes: rolled['five-minutes'], hours: rolled.hours })
  }
  return hadData
}

function packDay(
  series: Series,
  day: number,
  { times, values }: RawSamples,
  rolled: Record<RollupTier, StoredChunk[]>,
): void {
  const isCounter = isCounterName(series.labels.name)
  for (const tier of ['five-minutes', 'hours'] as const) {
    const points = rollUp(times, values, { fromMs: day, toMs: day + dayMs, spanMs: spanOf[tier], isCounter })
    if (points.times.length > 0) rolled[tier].push(packPoints(tier, series.id, day, points))
  }
}
