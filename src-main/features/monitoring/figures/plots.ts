import type { PlotSeries } from '#main/engine/tsdb/index.ts'
import type { Plot, SampleValue } from '#shared/features/monitoring/values.ts'
import { sampleValue } from './query-answers.ts'

const finest = { raw: 0, 'five-minutes': 1, hours: 2 } as const
const resolutions = ['raw', '5m', '1h'] as const

interface Line {
  readonly labels: Readonly<Record<string, string>>
  readonly times: Float64Array
  readonly values: Float64Array
  readonly minima?: Float64Array
  readonly maxima?: Float64Array
}

/** Lines on one axis of times; what is missing on a line stays empty. */
export function plotOf(
  lines: readonly Line[],
  seriesAtMost: number,
): Pick<Plot, 'timesMs' | 'series' | 'omittedSeries'> {
  const shown = lines.slice(0, seriesAtMost)
  const timesMs = [...new Set(shown.flatMap(({ times }) => [...times]))].sort((left, right) => left - right)
  const place = new Map(timesMs.map((time, index) => [time, index]))
  const spread = (times: Float64Array, values: Float64Array) => {
    const placed = Array<SampleValue>(timesMs.length).fill(null)
    for (const [index, time] of times.entries()) placed[place.get(time) ?? 0] = sampleValue(values[index] ?? Number.NaN)
    return placed
  }
  const series = shown.map(({ labels, times, values, minima, maxima }) => ({
    labels: { ...labels },
    values: spread(times, values),
    minima: minima === undefined ? null : spread(times, minima),
    maxima: maxima === undefined ? null : spread(times, maxima),
  }))
  return { timesMs, series, omittedSeries: lines.length - shown.length }
}

/** A chart of stored series: the average of each step with its least and greatest value. */
export function storedPlot(found: readonly PlotSeries[], seriesAtMost: number): Plot {
  const lines = found.map(({ labels, times, min, max, average }) => ({
    ...{ labels: labels.toJSON(), times, values: average, minima: min, maxima: max },
  }))
  const coarsest = found.reduce((tier, series) => Math.max(tier, finest[series.tier]), 0)
  return { ...plotOf(lines, seriesAtMost), resolution: resolutions[coarsest] ?? 'raw', warnings: [] }
}
