import { queries } from '#renderer/api/client.ts'

/** Which tasks a list shows. */
export type TasksShown = 'live' | 'ended' | 'all'

/** What waits or runs now. */
export const liveTasksQuery = () => queries.tasks.list.queryOptions({ input: { show: 'live', limit: 50 } })

/** Tasks in pages, newest first. */
export const tasksQuery = (show: TasksShown) =>
  queries.tasks.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ show, limit: 100, ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
