import type { MetricSource } from '#main/platform/metrics/index.ts'
import type { Metrics } from './metrics.ts'

const everyMs = 15_000

/** The store of figures among the figures of the program. */
export function storeFigures(metrics: Pick<Metrics, 'stats'>): MetricSource {
  let toldSamples = 0
  return {
    name: 'store of figures',
    everyMs,
    refresh: async (registry) => {
      const { activeSeries, seriesLimit, appendedSamples } = await metrics.stats()
      registry.set('kuraban_tsdb_series', {}, activeSeries)
      registry.set('kuraban_tsdb_series_limit', {}, seriesLimit)
      registry.add('kuraban_tsdb_samples_appended_total', {}, Math.max(0, appendedSamples - toldSamples))
      toldSamples = appendedSamples
    },
  }
}
