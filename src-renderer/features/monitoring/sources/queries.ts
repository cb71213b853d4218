import { queries } from '#renderer/api/client.ts'

const { checks, scrapes, heartbeats } = queries.monitoring

export const checksQuery = () => checks.list.queryOptions()
export const scrapesQuery = () => scrapes.list.queryOptions()
export const heartbeatsQuery = () => heartbeats.list.queryOptions()
