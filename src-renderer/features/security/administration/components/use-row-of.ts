import { useEffect } from 'react'
import type { TableSource } from '#renderer/ui/table/table-source.ts'

/** The row a detail is about, looked for page by page until it is found or there are no more. */
export function useRowOf<T>(
  source: TableSource<T>,
  isWanted: (row: T) => boolean,
): { readonly row: T | undefined; readonly isSearching: boolean } {
  const row = source.rows.find(isWanted)
  const { hasMore, loadMore, isLoading, error, rows } = source
  const goesOn = row === undefined && hasMore
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next page is wanted once for each length reached
  useEffect(() => {
    if (goesOn) loadMore()
  }, [goesOn, rows.length])
  return { row, isSearching: row === undefined && error === null && (isLoading || hasMore) }
}
