import type { LabelMatcher, SelectHints, SeriesSamples } from '../../timeseries/index.ts'
import { TsdbError } from '../errors.ts'
import { SampleBuffer } from '../head/sample-buffer.ts'
import type { Series } from '../series/series.ts'
import { dayMs } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { planFor, type ReadingPlan } from './choose-tier.ts'
import { asSamples, readPoints } from './read-points.ts'
import { type RawSamples, readRaw } from './read-raw.ts'

/** Series that may have samples from and up to a time. */
export function seriesBetween(
  { registry }: TsdbState,
  matchers: readonly LabelMatcher[],
  fromMs: number,
  toMs: number,
): Series[] {
  return registry.select(matchers).filter((series) => series.createdMs <= toMs && lastPossible(series) >= fromMs)
}

const lastPossible = (series: Series): number => Math.max(series.storedLastSeenMs + dayMs, series.lastTickMs)

/** Parts of the samples of each series, in the order of time, and how many there may be. */
class Answer {
  readonly #parts = new Map<Series, RawSamples[]>()
  readonly #limit: number
  #count = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  readonly add = (series: Series, samples: RawSamples): void => {
    if (samples.times.length === 0) return
    this.#count += samples.times.length
    if (this.#count > this.#limit) throw new TsdbError('too-many-samples', { limit: this.#limit })
    const parts = this.#parts.get(series)
    if (parts === undefined) this.#parts.set(series, [samples])
    else parts.push(samples)
  }

  samplesOf(series: Series): SeriesSamples | null {
    const parts = this.#parts.get(series)
    if (parts === undefined) return null
    const [only] = parts
    const { labels } = series
    if (parts.length === 1 && only !== undefined) return { labels, timestamps: only.times, values: only.values }
    const joined = new SampleBuffer()
    joined.reserve(parts.reduce((sum, { times }) => sum + times.length, 0))
    for (const { times, values } of parts) joined.append(times, values)
    return { labels, timestamps: joined.times, values: joined.values }
  }
}

/** The samples of all series that match, in memory and stored, or points in their place where a plan says so. */
export async function select(
  state: TsdbState,
  matchers: readonly LabelMatcher[],
  hints: SelectHints,
  signal?: AbortSignal,
): Promise<SeriesSamples[]> {
  const series = seriesBetween(state, matchers, hints.fromMs, hints.toMs)
  const answer = new Answer(state.settings.querySamples)
  // What memory holds is taken first: sealing may go on while the rest is read.
  const memoryFromMs = state.head.completeFromMs
  const newest = readMemory(state, series, Math.max(hints.fromMs, memoryFromMs), hints.toMs)
  const storedToMs = Math.min(hints.toMs, memoryFromMs - 1)
  if (hints.fromMs <= storedToMs) {
    const plans = new Map(series.map((each) => [each, planFor(state, each, hints)]))
    for (const some of alike(plans)) {
      await readStored(state, some.series, some.plan, { ...hints, toMs: storedToMs }, answer, signal)
    }
  }
  for (const [each, samples] of newest) answer.add(each, samples)
  return series.map((each) => answer.samplesOf(each)).filter((found) => found !== null)
}

function readMemory({ head }: TsdbState, series: readonly Series[], fromMs: number, toMs: number) {
  return series.map((each): [Series, RawSamples] => {
    const buffer = new SampleBuffer()
    head.read(each, fromMs, toMs + 1, buffer)
    return [each, { times: buffer.times, values: buffer.values }]
  })
}

interface Alike {
  readonly plan: ReadingPlan | null
  readonly series: Series[]
}

/** Series that are read the same way. */
function alike(plans: ReadonlyMap<Series, ReadingPlan | null>): Iterable<Alike> {
  const found = new Map<string, Alike>()
  for (const [series, plan] of plans) {
    const key = plan === null ? '' : `${plan.tier} ${plan.untilMs}`
    const same = found.get(key)
    if (same === undefined) found.set(key, { plan, series: [series] })
    else same.series.push(series)
  }
  return found.values()
}

async function readStored(
  state: TsdbState,
  series: readonly Series[],
  plan: ReadingPlan | null,
  { fromMs, toMs }: SelectHints,
  answer: Answer,
  signal?: AbortSignal,
): Promise<void> {
  if (plan === null) return readRaw(state, series, fromMs, toMs, answer.add, signal)
  const { tier, reading } = plan
  const untilMs = Math.min(plan.untilMs, toMs)
  await readPoints(
    state,
    series,
    { tier, fromMs, toMs: untilMs },
    (each, points) => answer.add(each, asSamples(points, reading, fromMs, untilMs)),
    signal,
  )
  if (untilMs < toMs) await readRaw(state, series, Math.max(fromMs, untilMs + 1), toMs, answer.add, signal)
}
