import {
  type LabelMatcher,
  Labels,
  type SelectHints,
  type SeriesSamples,
  type SeriesSource,
} from '../../timeseries/index.ts'
import { matchesLabels } from '../matching.ts'

/** Series of a site that never was: counters with resets, gauges with gaps, a histogram. */
export interface SampleData extends SeriesSource {
  readonly series: readonly SeriesSamples[]
  readonly fromMs: number
  readonly toMs: number
}

const stepMs = 15_000

/** An hour and a half of it, always the same; no sample lies on a round minute. */
export function sampleData(fromMs: number): SampleData {
  const series = [...counters(), ...gauges(), ...histogram()].map(({ record, valueAt }, index) => {
    const times: number[] = []
    const values: number[] = []
    for (let step = 0; step < 360; step++) {
      const value = valueAt(step)
      if (value === undefined) continue
      times.push(fromMs + 1000 + index * 137 + step * stepMs)
      values.push(value)
    }
    return { labels: Labels.of(record), timestamps: Float64Array.from(times), values: Float64Array.from(values) }
  })
  return {
    series,
    fromMs,
    toMs: fromMs + 360 * stepMs,
    select: async (matchers, hints) => select(series, matchers, hints),
  }
}

function select(
  series: readonly SeriesSamples[],
  matchers: readonly LabelMatcher[],
  { fromMs, toMs }: SelectHints,
): readonly SeriesSamples[] {
  return series
    .filter(({ labels }) => matchesLabels(matchers, labels))
    .map(({ labels, timestamps, values }) => {
      const from = timestamps.findIndex((time) => time >= fromMs)
      const to = timestamps.findLastIndex((time) => time <= toMs) + 1
      const start = from < 0 ? to : from
      return { labels, timestamps: timestamps.slice(start, to), values: values.slice(start, to) }
    })
    .filter(({ timestamps }) => timestamps.length > 0)
}

interface Shape {
  readonly record: Readonly<Record<string, string>>
  readonly valueAt: (step: number) => number | undefined
}

/** They start high, also after a reset, so that no rate is cut off at zero. */
function counters(): readonly Shape[] {
  return ['api', 'web'].flatMap((job, first) =>
    ['a', 'b', 'c'].map((instance, second) => ({
      record: { __name__: 'requests_total', job, instance },
      valueAt: (step: number) => {
        const reset = step >= 200 && second === 1 ? 5e5 : 1e6
        return reset + step * (first * 3 + second + 1) + (step % 7) * 0.25
      },
    })),
  )
}

function gauges(): readonly Shape[] {
  const rooms = ['attic', 'cellar', 'hall', 'shed'].map((room, index) => ({
    record: { __name__: 'temperature', room, floor: String(index % 2) },
    valueAt: (step: number) => {
      const isGap = index === 1 && step > 120 && step < 170
      if (isGap) return undefined
      if (index === 3 && step % 50 === 0) return Number.NaN
      return 20 * Math.sin(step / (17 + index)) + index
    },
  }))
  const up = ['api', 'web'].flatMap((job, first) =>
    ['a', 'b', 'c'].map((instance, second) => ({
      record: { __name__: 'up', job, instance },
      valueAt: (step: number) => ((step + first * 3 + second) % 40 === 0 ? 0 : 1),
    })),
  )
  return [...rooms, ...up]
}

function histogram(): readonly Shape[] {
  return ['api', 'web'].flatMap((job, first) =>
    ['0.1', '0.5', '1', '+Inf'].map((le, index) => ({
      record: { __name__: 'latency_seconds_bucket', job, le },
      valueAt: (step: number) => 1e6 + step * (index + 1) * (first + 2),
    })),
  )
}
