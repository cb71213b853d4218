import type { PrometheusClient } from '@prometheus-io/codemirror-promql'
import { api } from '#renderer/api/client.ts'
import type { Language } from '#shared/contract/identifiers.ts'

const seriesAtMost = 500
const matchersOf = (metric: string | undefined) => (metric === undefined || metric === '' ? [] : [metric])

/** What completion asks of the program while somebody writes PromQL. */
export function promqlClient(language: Language): PrometheusClient {
  const { queries } = api.monitoring
  const metrics = async () => (await queries.metrics({})).items
  return {
    labelNames: async (metric) => [...(await queries.labelNames({ matchers: matchersOf(metric) })).items],
    labelValues: async (name, metric) => [...(await queries.labelValues({ name, matchers: matchersOf(metric) })).items],
    metricMetadata: async () =>
      Object.fromEntries(
        (await metrics()).map(({ name, type, help, helpEn }) => [
          name,
          [{ type, help: language === 'ja' ? help : helpEn }],
        ]),
      ),
    series: async (metric) => {
      if (metric === '') return []
      const { items } = await queries.series({ matchers: [metric], limit: seriesAtMost })
      return items.map((labels) => new Map(Object.entries(labels)))
    },
    metricNames: async () => (await metrics()).map(({ name }) => name),
    flags: () => Promise.resolve({}),
  }
}
