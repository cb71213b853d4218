import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'

interface RowPage<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** Where a table gets its rows: what is here, what is still to come, and what went wrong. */
export interface TableSource<T> {
  readonly rows: readonly T[]
  readonly isLoading: boolean
  readonly isRefreshing: boolean
  readonly error: unknown
  readonly hasMore: boolean
  readonly loadMore: () => void
  /** Fetches every page there is, for export. */
  readonly loadAll: () => Promise<readonly T[]>
  readonly reload: () => void
}

/** Turns a query of pages into what a table shows. Old rows stay while new ones are fetched. */
export function useTableSource<T>(query: UseInfiniteQueryResult<InfiniteData<RowPage<T>>>): TableSource<T> {
  const { data, fetchNextPage, refetch } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return {
    rows,
    isLoading: query.isPending,
    isRefreshing: query.isFetching && !query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadMore: () => {
      if (!query.isFetchingNextPage && !query.isFetchNextPageError) void fetchNextPage()
    },
    loadAll: async () => {
      let result = await fetchNextPage()
      while (result.hasNextPage && !result.isError) result = await fetchNextPage()
      if (result.isError) throw result.error
      return result.data?.pages.flatMap((page) => page.items) ?? []
    },
    reload: () => void refetch(),
  }
}

/** Rows that are here as a whole, for short lists. */
export function wholeSource<T>(
  query: {
    readonly data: readonly T[] | undefined
    readonly isPending: boolean
    readonly isFetching: boolean
    readonly error: unknown
  },
  reload: () => void,
): TableSource<T> {
  const rows = query.data ?? []
  return {
    rows,
    isLoading: query.isPending,
    isRefreshing: query.isFetching && !query.isPending,
    error: query.error,
    hasMore: false,
    loadMore: () => undefined,
    loadAll: async () => rows,
    reload,
  }
}
