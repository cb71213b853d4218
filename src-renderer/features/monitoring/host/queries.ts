import { queries } from '#renderer/api/client.ts'

/** What the machine looks like now; asked again with each announcement of new figures. */
export const hostViewQuery = () => queries.monitoring.host.view.queryOptions()

/** How the program's own collectors fare. */
export const collectorsQuery = () => queries.monitoring.collectors.list.queryOptions()
