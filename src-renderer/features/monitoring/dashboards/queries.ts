import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { list, get } = queries.monitoring.dashboards

export const dashboardsQuery = () => list.queryOptions()

export const dashboardQuery = (id: string) => get.queryOptions({ input: { id }, placeholderData: keepPreviousData })
