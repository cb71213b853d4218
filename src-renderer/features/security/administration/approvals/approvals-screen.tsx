import { SegmentedControl } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Approval } from '#shared/features/security/contract/rights.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { approvalsQuery } from '../queries.ts'
import { ApprovalState } from './approval-state.tsx'

const route = getRouteApi('/security/approvals')

function useColumns(): readonly TableColumn<Approval>[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  const what = (approval: Approval) => t(`approvals.kind.${approval.kind}`)
  return [
    { id: 'what', header: t('approvals.column.what'), fixed: true, width: 168, cell: what, text: what },
    {
      id: 'target',
      header: t('approvals.column.target'),
      minWidth: 160,
      cell: ({ target }) => target,
      text: ({ target }) => target,
    },
    {
      id: 'state',
      header: t('approvals.column.state'),
      width: 136,
      cell: (approval) => <ApprovalState approval={approval} />,
      text: ({ state }) => t(`approvals.state.${state}`),
    },
    {
      id: 'by',
      header: t('approvals.column.by'),
      width: 150,
      cell: ({ requestedBy }) => requestedBy.name,
      text: ({ requestedBy }) => requestedBy.name,
    },
    {
      id: 'at',
      header: t('approvals.column.at'),
      width: 112,
      cell: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
      text: ({ requestedAt }) => format.instant(requestedAt),
    },
    {
      id: 'expires',
      header: t('approvals.column.expires'),
      width: 112,
      cell: ({ state, expiresAt }) => (state === 'waiting' ? <RelativeTime at={expiresAt} /> : null),
      text: ({ expiresAt }) => format.instant(expiresAt),
    },
  ]
}

/** What two people decide together: the requests that wait, and those that were decided. */
export function ApprovalsScreen() {
  const { t } = useTranslation('security')
  const { show = 'waiting' } = route.useSearch()
  const navigate = route.useNavigate()
  const { approvalId } = useParams({ strict: false })
  const source = useTableSource(useInfiniteQuery(approvalsQuery(show)))
  return (
    <AreaPage title={t('area.approvals')} description={t('approvals.text')} fill>
      <DataTable
        label={t('area.approvals')}
        storageKey="security-approvals"
        columns={useColumns()}
        source={source}
        rowId={(approval) => approval.id}
        rowName={(approval) => `${t(`approvals.kind.${approval.kind}`)} ${approval.target}`}
        openId={approvalId}
        onOpen={({ id }) =>
          void navigate({
            to: '/security/approvals/$approvalId',
            params: { approvalId: id },
            search: (before) => before,
          })
        }
        filters={
          <SegmentedControl
            size="xs"
            aria-label={t('approvals.show.label')}
            value={show}
            onChange={(value) =>
              void navigate({ search: { show: value === 'all' ? 'all' : undefined }, replace: true })
            }
            data={[
              { value: 'waiting', label: t('approvals.show.waiting') },
              { value: 'all', label: t('approvals.show.all') },
            ]}
          />
        }
        empty={
          <EmptyState
            icon={<IconChecklist size={40} stroke={1.4} />}
            title={t('approvals.empty')}
            text={t('approvals.emptyText')}
          />
        }
      />
      <Outlet />
    </AreaPage>
  )
}
