import { IconLayoutDashboard, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { api } from '#renderer/api/client.ts'
import { GuardedButton } from '#renderer/features/security/index.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { dashboardsQuery } from './queries.ts'
import { useOwnText } from './use-own-text.ts'

type Row = Awaited<ReturnType<typeof api.monitoring.dashboards.list>>['items'][number]

function useColumns(): readonly TableColumn<Row>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const text = useOwnText()
  return useMemo(() => {
    const name = (row: Row) => text(row.name, row.nameEn)
    const kind = (row: Row) => t(row.isBuiltIn ? 'dashboard.builtIn' : 'dashboard.own')
    const by = (row: Row) => row.updatedBy?.name ?? ''
    return [
      { id: 'name', header: t('dashboard.name'), fixed: true, minWidth: 280, cell: name, text: name },
      { id: 'kind', header: t('dashboard.kind'), width: 140, cell: kind, text: kind },
      {
        id: 'panels',
        header: t('dashboard.panels'),
        width: 100,
        align: 'end',
        cell: ({ panels }) => <Count value={panels} />,
        text: ({ panels }) => String(panels),
      },
      {
        id: 'updated',
        header: t('dashboard.updated'),
        width: 140,
        cell: ({ updatedAt }) => (updatedAt === null ? '–' : <RelativeTime at={updatedAt} />),
        text: ({ updatedAt }) => (updatedAt === null ? '' : format.instant(updatedAt)),
      },
      { id: 'by', header: t('dashboard.by'), width: 160, cell: by, text: by },
    ]
  }, [t, format, text])
}

/** Every dashboard: those that come with the program and those people made. */
export function DashboardsScreen() {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const text = useOwnText()
  const query = useQuery(dashboardsQuery())
  const source = wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())
  return (
    <MonitoringPage
      title={t('area.dashboards')}
      description={t('dashboard.text')}
      fill
      actions={
        <GuardedButton
          permission="monitoring.manage"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/monitoring/dashboards/new' })}
        >
          {t('dashboard.new')}
        </GuardedButton>
      }
    >
      <DataTable
        label={t('area.dashboards')}
        storageKey="monitoring-dashboards"
        columns={useColumns()}
        source={source}
        rowId={({ id }) => id}
        rowName={(row) => text(row.name, row.nameEn)}
        onOpen={({ id }) => void navigate({ to: '/monitoring/dashboards/$dashboardId', params: { dashboardId: id } })}
        empty={
          <EmptyState
            icon={<IconLayoutDashboard size={40} stroke={1.4} />}
            title={t('dashboard.none')}
            text={t('dashboard.noneText')}
          />
        }
      />
    </MonitoringPage>
  )
}
