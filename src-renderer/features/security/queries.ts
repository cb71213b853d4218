import { queries } from '#renderer/api/client.ts'

/** Who I am, and why I am no longer. */
export const sessionQuery = () => queries.security.session.current.queryOptions()

/** What one must know before anybody has signed in. */
export const setupQuery = () => queries.security.setup.status.queryOptions()
