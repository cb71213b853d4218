import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { LogFilter } from '#shared/features/logs/contract.ts'

const { logs } = queries

/** Lines of a filter, the newest first. */
export const linesQuery = (filter: LogFilter) =>
  logs.search.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...filter, limit: 200, ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export const histogramQuery = (filter: LogFilter) =>
  logs.histogram.queryOptions({ input: { ...filter, buckets: 120 }, placeholderData: keepPreviousData })

/** One line whole; it never changes. */
export const lineQuery = (source: string, id: string) =>
  logs.line.queryOptions({ input: { source, id }, staleTime: Number.POSITIVE_INFINITY })

export const linesAroundQuery = (source: string, id: string) =>
  logs.context.queryOptions({ input: { source, id, before: 20, after: 20 } })

export const modulesQuery = (source: string) => logs.modules.queryOptions({ input: { source } })

export const logSourcesQuery = () => logs.sources.queryOptions()

export const keptFiltersQuery = () => logs.filters.list.queryOptions()

export const shippingQuery = () => logs.shipping.status.queryOptions()
