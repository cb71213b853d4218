import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { outbox, mail } = queries.notifications

export const outboxQuery = () =>
  outbox.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: 100, cursor }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

export const mailQuery = () => mail.status.queryOptions()
