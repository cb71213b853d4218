import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { database } = queries
const refetchInterval = 15_000

export const querySorts = ['total', 'mean', 'maximum', 'calls'] as const

/** What the list of queries is narrowed to and sorted by. */
export interface QueryListFilter {
  readonly sort: (typeof querySorts)[number]
  readonly onlySlow: boolean
  readonly search: string
}

export const databaseStatusQuery = () => database.status.queryOptions({ refetchInterval })
export const queryShapesQuery = (input: QueryListFilter) =>
  database.queries.queryOptions({ input, refetchInterval, placeholderData: keepPreviousData })
export const indexChecksQuery = () => database.indexChecks.queryOptions()
/** Asked once for each opening: every answer leaves a line in the audit record. */
export const planQuery = (id: string, enabled: boolean) =>
  database.explain.queryOptions({ input: { id }, enabled, staleTime: Number.POSITIVE_INFINITY, retry: false })
