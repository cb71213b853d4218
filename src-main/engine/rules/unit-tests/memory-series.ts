import { matchesLabels } from '../../promql/index.ts'
import {
  type LabelMatcher,
  type Labels,
  markStale,
  type SelectHints,
  type SeriesSamples,
  type SeriesSource,
} from '../../timeseries/index.ts'
import type { RuleSample, RuleStore } from '../ports.ts'

interface GrowingSeries {
  readonly labels: Labels
  timestamps: Float64Array
  values: Float64Array
  length: number
}

/** Series held in memory, for tests of rules: samples of each series are appended in the order of their time. */
export class MemorySeries implements SeriesSource, RuleStore {
  readonly #series = new Map<string, GrowingSeries>()

  get source(): SeriesSource {
    return this
  }

  async append(samples: readonly RuleSample[]): Promise<void> {
    for (const { labels, timestampMs, value, ended } of samples) this.add(labels, timestampMs, ended ? 'stale' : value)
  }

  /** Adds one sample; one that is not later than the last of its series is left out. */
  add(labels: Labels, timestampMs: number, value: number | 'stale'): void {
    const series = this.#seriesOf(labels)
    if (series.length > 0 && (series.timestamps[series.length - 1] ?? 0) >= timestampMs) return
    if (series.length === series.timestamps.length) grow(series)
    series.timestamps[series.length] = timestampMs
    if (value === 'stale') markStale(series.values, series.length)
    else series.values[series.length] = value
    series.length += 1
  }

  async select(matchers: readonly LabelMatcher[], { fromMs, toMs }: SelectHints): Promise<readonly SeriesSamples[]> {
    const found: SeriesSamples[] = []
    for (const { labels, timestamps, values, length } of this.#series.values()) {
      if (!matchesLabels(matchers, labels)) continue
      const from = firstAtLeast(timestamps, length, fromMs)
      const to = firstAtLeast(timestamps, length, toMs + 1)
      if (from < to)
        found.push({ labels, timestamps: timestamps.subarray(from, to), values: values.subarray(from, to) })
    }
    return found
  }

  #seriesOf(labels: Labels): GrowingSeries {
    const known = this.#series.get(labels.key)
    if (known !== undefined) return known
    const series = { labels, timestamps: new Float64Array(16), values: new Float64Array(16), length: 0 }
    this.#series.set(labels.key, series)
    return series
  }
}

function grow(series: GrowingSeries): void {
  const timestamps = new Float64Array(series.length * 2)
  const values = new Float64Array(series.length * 2)
  timestamps.set(series.timestamps)
  values.set(series.values)
  series.timestamps = timestamps
  series.values = values
}

function firstAtLeast(timestamps: Float64Array, length: number, moment: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((timestamps[middle] ?? 0) < moment) low = middle + 1
    else high = middle
  }
  return low
}
