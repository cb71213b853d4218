import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { notifications } = queries.monitoring

export const channelsQuery = () => notifications.channels.list.queryOptions()

export const routingQuery = () => notifications.routing.get.queryOptions()

export const deliveriesQuery = (channelId: string | undefined) =>
  notifications.deliveries.infiniteOptions({
    input: (cursor: string | undefined) => ({
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
      ...(channelId === undefined ? {} : { channelId }),
    }),
    initialPageParam: undefined,
    getNextPageParam: (page: { readonly nextCursor: string | null }) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
