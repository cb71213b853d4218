import { keepPreviousData } from '@tanstack/react-query'
import { type api, queries } from '#renderer/api/client.ts'

const { queries: figures } = queries.monitoring

/** A metric as one may pick it. */
export type MetricName = Awaited<ReturnType<typeof api.monitoring.queries.metrics>>['items'][number]

/** Metrics whose name contains a text; soon asked anew, because scrapes bring new ones at any time. */
export const metricsQuery = (contains: string) =>
  figures.metrics.queryOptions({ input: { contains }, placeholderData: keepPreviousData, staleTime: 60_000 })
