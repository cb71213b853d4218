import { queries } from '#renderer/api/client.ts'

/** Who I am, and why I am no longer. */
export const sessionQuery = () => queries.security.session.current.queryOptions()

/** What one must know before anybody has signed in. */
export const setupQuery = () => queries.security.setup.status.queryOptions()

/** Everybody who may sign in, in pages. */
export const peopleQuery = () =>
  queries.security.users.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: 200, ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
