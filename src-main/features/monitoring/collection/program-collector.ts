import type { MetricSources } from '#main/platform/metrics/index.ts'
import type { Collector } from './collector.ts'

/** The figures that the program has of itself. */
export function programCollector(metrics: MetricSources, instance: string): Collector {
  return {
    ...{ name: 'program', job: 'kuraban', instance, timeoutMs: 10_000 },
    collect: async () => (await metrics.families()).flatMap(({ samples }) => samples),
  }
}
