import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Severity } from '#shared/features/monitoring/values.ts'

const { alerts, silences, maintenance, rules } = queries.monitoring

interface RowPage {
  readonly nextCursor: string | null
}

const paged = {
  initialPageParam: undefined,
  getNextPageParam: (page: RowPage) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
}
const after = (cursor: string | undefined) => ({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })

export const alertStates = ['open', 'firing', 'pending', 'resolved', 'all'] as const

/** What the list of alerts is narrowed to. */
export interface AlertFilter {
  readonly state?: (typeof alertStates)[number] | undefined
  readonly severity?: Severity | undefined
  readonly acknowledged?: 'yes' | 'no' | undefined
  readonly search?: string | undefined
  readonly rule?: string | undefined
}

const present = ({ state, severity, acknowledged, search, rule }: AlertFilter) => ({
  ...(state === undefined ? {} : { state }),
  ...(severity === undefined ? {} : { severity }),
  ...(acknowledged === undefined ? {} : { acknowledged }),
  ...(search === undefined ? {} : { search }),
  ...(rule === undefined ? {} : { rule }),
})

export const alertsQuery = (filter: AlertFilter, language: Language) =>
  alerts.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...after(cursor), ...present(filter), language }),
    ...paged,
  })

/** The few most urgent alerts, for the bell. */
export const urgentAlertsQuery = (language: Language) =>
  alerts.list.queryOptions({ input: { limit: 5, state: 'firing', language }, placeholderData: keepPreviousData })

export const alertCountsQuery = () => alerts.counts.queryOptions()

export const alertQuery = (id: string, language: Language) => alerts.get.queryOptions({ input: { id, language } })

export const alertStatisticsQuery = (days: number) =>
  alerts.statistics.queryOptions({ input: { days }, placeholderData: keepPreviousData })

export const assigneesQuery = () => alerts.assignees.queryOptions()

export const runbookQuery = (name: string, language: Language) =>
  rules.runbook.queryOptions({ input: { name, language }, staleTime: Number.POSITIVE_INFINITY })

export type SilenceFilter = 'current' | 'expired' | 'all'

export const silencesQuery = (state: SilenceFilter) =>
  silences.list.infiniteOptions({ input: (cursor: string | undefined) => ({ ...after(cursor), state }), ...paged })

export const maintenanceQuery = () => maintenance.list.queryOptions()
