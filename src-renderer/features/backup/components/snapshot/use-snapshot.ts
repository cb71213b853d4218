import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { repositoryQuery, snapshotsQuery } from '../../queries.ts'

/** A snapshot found in the list of its repository, and that repository's name. Undefined until it is found. */
export function useSnapshot(repositoryId: string, snapshotId: string) {
  const repository = useQuery(repositoryQuery(repositoryId)).data
  const query = useInfiniteQuery(snapshotsQuery(repositoryId))
  const snapshot = query.data?.pages
    .flatMap((page) => page.items)
    .find((one) => one.id === snapshotId || one.shortId === snapshotId)
  const { fetchNextPage } = query
  const wantsMore = snapshot === undefined && query.hasNextPage && !query.isFetching && !query.isError
  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])
  return { repository, snapshot }
}
