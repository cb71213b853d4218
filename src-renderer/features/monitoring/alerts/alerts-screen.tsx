import { Button } from '@mantine/core'
import { IconBellCheck, IconCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { AcknowledgeDialog } from './acknowledge-dialog.tsx'
import { useAlertColumns } from './alert-columns.tsx'
import { AlertFilters } from './alert-filters.tsx'
import { AlertPages } from './alert-pages.tsx'
import { type AlertFilter, alertsQuery } from './queries.ts'

const route = getRouteApi('/monitoring/alerts')

function NoAlerts({ filter, onClear }: { readonly filter: AlertFilter; readonly onClear: () => void }) {
  const { t } = useTranslation('monitoring')
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <EmptyState
      icon={<IconBellCheck size={40} stroke={1.4} />}
      title={t(isNarrowed ? 'alerts.nothing' : 'alerts.empty')}
      text={t(isNarrowed ? 'alerts.nothingText' : 'alerts.emptyText')}
      action={
        isNarrowed ? (
          <Button variant="default" onClick={onClear}>
            {t('alerts.filter.clear')}
          </Button>
        ) : null
      }
    />
  )
}

/** Every alert, the most urgent first, and beside them the one that is looked at. */
export function AlertsScreen() {
  const { t } = useTranslation('monitoring')
  const filter = route.useSearch()
  const navigate = useNavigate({ from: '/monitoring/alerts' })
  const { alertId } = useParams({ strict: false })
  const { language } = useFormat()
  const mayHandle = useMay('alerts.handle')
  const [chosen, setChosen] = useState<{ readonly alerts: readonly Alert[]; readonly clear: () => void }>()
  const source = useTableSource(useInfiniteQuery(alertsQuery(filter, language)))
  const change = (next: AlertFilter) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  const acknowledgeable = (alerts: readonly Alert[]) =>
    alerts.filter((alert) => alert.state !== 'resolved' && alert.acknowledged === null)
  return (
    <AlertPages here="list">
      <DataTable
        label={t('alerts.pages.list')}
        storageKey="monitoring-alerts"
        columns={useAlertColumns()}
        source={source}
        rowId={(alert) => alert.id}
        rowName={(alert) => alert.summary}
        openId={alertId}
        onOpen={(alert) =>
          void navigate({ to: '/monitoring/alerts/$alertId', params: { alertId: alert.id }, search: filter })
        }
        filters={<AlertFilters filter={filter} onChange={change} />}
        {...(mayHandle
          ? {
              selectionActions: (rows: readonly Alert[], clear: () => void) => (
                <Button
                  size="compact-sm"
                  leftSection={<IconCheck size={14} aria-hidden />}
                  disabled={acknowledgeable(rows).length === 0}
                  onClick={() => setChosen({ alerts: acknowledgeable(rows), clear })}
                >
                  {t('alerts.acknowledgeSome', { count: acknowledgeable(rows).length })}
                </Button>
              ),
            }
          : {})}
        empty={<NoAlerts filter={filter} onClear={() => void navigate({ to: '.', search: {}, replace: true })} />}
      />
      <AcknowledgeDialog
        alerts={chosen?.alerts ?? []}
        onClose={() => setChosen(undefined)}
        onDone={() => chosen?.clear()}
      />
      <Outlet />
    </AlertPages>
  )
}
