import { isStale, type LabelMatcher, type Labels } from '../../timeseries/index.ts'
import type { Tier } from '../chunk-store.ts'
import type { RollupPoints } from '../codec/rollup-chunk.ts'
import { SampleBuffer } from '../head/sample-buffer.ts'
import { keptFrom } from '../maintenance/retain.ts'
import type { Series } from '../series/series.ts'
import { fiveMinutesMs, hourMs } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { readPoints } from './read-points.ts'
import { type RawSamples, readRaw } from './read-raw.ts'
import { seriesBetween } from './select.ts'

/** What a chart asks for: values between two times in about so many steps. */
export interface PlotRequest {
  readonly matchers: readonly LabelMatcher[]
  readonly fromMs: number
  readonly toMs: number
  readonly points: number
}

/** One series for a chart: for each step with values its end, the least, the greatest and the average. */
export interface PlotSeries {
  readonly labels: Labels
  /** The coarsest data that went in. */
  readonly tier: Tier
  readonly stepMs: number
  readonly times: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
  readonly average: Float64Array
}

const mostPoints = 10_000

/** Steps of a chart while they are filled. */
class Steps {
  readonly stepMs: number
  readonly #fromMs: number
  readonly #min: Float64Array
  readonly #max: Float64Array
  readonly #sum: Float64Array
  readonly #count: Float64Array

  constructor(fromMs: number, toMs: number, points: number) {
    const count = Math.max(1, Math.min(mostPoints, Math.floor(points)))
    this.stepMs = Math.max(1, (toMs - fromMs) / count)
    this.#fromMs = fromMs
    this.#min = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.#max = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.#sum = new Float64Array(count)
    this.#count = new Float64Array(count)
  }

  add(timeMs: number, min: number, max: number, sum: number, count: number): void {
    // A step is what lies after its start and up to its end, as a point is.
    const step = Math.min(this.#count.length, Math.ceil((timeMs - this.#fromMs) / this.stepMs)) - 1
    if (step < 0 || count === 0 || Number.isNaN(sum)) return
    this.#min[step] = Math.min(this.#min[step] ?? 0, min)
    this.#max[step] = Math.max(this.#max[step] ?? 0, max)
    this.#sum[step] = (this.#sum[step] ?? 0) + sum
    this.#count[step] = (this.#count[step] ?? 0) + count
  }

  addSamples({ times, values }: RawSamples): void {
    for (let index = 0; index < times.length; index += 1) {
      const value = values[index] ?? Number.NaN
      if (!isStale(values, index)) this.add(times[index] ?? 0, value, value, value, 1)
    }
  }

  addPoints(points: RollupPoints, fromMs: number, toMs: number): void {
    const { times, min, max, sum, count } = points
    for (let index = 0; index < times.length; index += 1) {
      const time = times[index] ?? 0
      if (time < fromMs || time > toMs) continue
      this.add(time, min[index] ?? 0, max[index] ?? 0, sum[index] ?? 0, count[index] ?? 0)
    }
  }

  finish(labels: Labels, tier: Tier): PlotSeries {
    const filled = [...this.#count.keys()].filter((step) => (this.#count[step] ?? 0) > 0)
    const take = (value: (step: number) => number) => Float64Array.from(filled, value)
    return {
      ...{ labels, tier, stepMs: this.stepMs },
      times: take((step) => this.#fromMs + (step + 1) * this.stepMs),
      min: take((step) => this.#min[step] ?? 0),
      max: take((step) => this.#max[step] ?? 0),
      average: take((step) => (this.#sum[step] ?? 0) / (this.#count[step] ?? 1)),
    }
  }
}

/** Reads series for a chart, from points where a step holds at least one of them or nothing finer is left. */
export async function plot(state: TsdbState, request: PlotRequest, signal?: AbortSignal): Promise<PlotSeries[]> {
  const { fromMs, toMs, points } = request
  const series = seriesBetween(state, request.matchers, fromMs, toMs)
  const steps = new Map(series.map((each) => [each, new Steps(fromMs, toMs, points)]))
  const memoryFromMs = state.head.completeFromMs
  addMemory(state, steps, Math.max(fromMs, memoryFromMs), toMs)
  const tiers = new Map(series.map((each) => [each, tierOf(state, each, request)]))
  for (const tier of ['raw', 'five-minutes', 'hours'] as const) {
    const some = series.filter((each) => tiers.get(each) === tier)
    await addStored(state, some, tier, steps, fromMs, Math.min(toMs, memoryFromMs - 1), signal)
  }
  return series.flatMap((each) => {
    const plotted = steps.get(each)?.finish(each.labels, tiers.get(each) ?? 'raw')
    return plotted !== undefined && plotted.times.length > 0 ? [plotted] : []
  })
}

function tierOf(state: TsdbState, series: Series, { fromMs, toMs, points }: PlotRequest): Tier {
  const stepMs = (toMs - fromMs) / Math.max(1, points)
  const isGone = (tier: Tier) => {
    const keptFromMs = keptFrom(state, series, tier)
    return fromMs < keptFromMs && series.createdMs < keptFromMs
  }
  if (stepMs >= hourMs || isGone('five-minutes')) return 'hours'
  return stepMs >= fiveMinutesMs || isGone('raw') ? 'five-minutes' : 'raw'
}

function addMemory(state: TsdbState, steps: ReadonlyMap<Series, Steps>, fromMs: number, toMs: number): void {
  const buffer = new SampleBuffer()
  for (const [series, own] of steps) {
    buffer.clear()
    state.head.read(series, fromMs, toMs + 1, buffer)
    own.addSamples(buffer)
  }
}

async function addStored(
  state: TsdbState,
  series: readonly Series[],
  tier: Tier,
  steps: ReadonlyMap<Series, Steps>,
  fromMs: number,
  toMs: number,
  signal?: AbortSignal,
): Promise<void> {
  if (series.length === 0 || fromMs > toMs) return
  const untilMs = tier === 'raw' ? fromMs - 1 : Math.min(toMs, state.marks.rolledUntilMs)
  if (tier !== 'raw' && untilMs >= fromMs) {
    const span = { tier, fromMs, toMs: untilMs }
    await readPoints(state, series, span, (each, points) => steps.get(each)?.addPoints(points, fromMs, untilMs), signal)
  }
  if (untilMs >= toMs) return
  const rest = Math.max(fromMs, untilMs + 1)
  await readRaw(state, series, rest, toMs, (each, samples) => steps.get(each)?.addSamples(samples), signal)
}
