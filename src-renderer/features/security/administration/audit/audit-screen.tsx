import { Button } from '@mantine/core'
import { IconDownload, IconListSearch, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { AuditFilter } from '#shared/features/security/contract/audit.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { useVerifyAudit } from '../mutations.ts'
import { auditQuery } from '../queries.ts'
import { useAuditColumns } from './audit-columns.tsx'
import { AuditFilters, type FilterChange } from './audit-filters.tsx'
import { AuditStatus } from './audit-status.tsx'
import { ExportAudit } from './export-audit.tsx'
import { useAuditText } from './use-audit-text.ts'

const route = getRouteApi('/security/audit')

function NoRows({ narrowed, onClear }: { readonly narrowed: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation('security')
  return (
    <EmptyState
      icon={<IconListSearch size={40} stroke={1.4} />}
      title={t(narrowed ? 'audit.nothing' : 'audit.empty')}
      text={t(narrowed ? 'audit.nothingText' : 'audit.emptyText')}
      action={
        narrowed ? (
          <Button variant="default" onClick={onClear}>
            {t('audit.filter.clear')}
          </Button>
        ) : null
      }
    />
  )
}

function Actions({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation('security')
  const verify = useVerifyAudit()
  const report = useFailureNotice()
  const check = () =>
    verify.mutate(
      {},
      {
        onSuccess: ({ ok }) =>
          showNotice(
            ok
              ? { tone: 'good', title: t('audit.verdict.good') }
              : { tone: 'failed', title: t('audit.verdict.badUnknown') },
          ),
        onError: report,
      },
    )
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={verify.isPending}
        onClick={check}
      >
        {t('audit.verify')}
      </Button>
      <ExportAudit
        filter={filter}
        button={(open) => (
          <GuardedButton
            permission="audit.export"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={open}
          >
            {t('audit.export.button')}
          </GuardedButton>
        )}
      />
    </>
  )
}

/** Who did what, from where; the proof that nobody has changed it, and beside it the entry that is looked at. */
export function AuditScreen() {
  const { t } = useTranslation('security')
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const { rowId } = useParams({ strict: false })
  const write = useAuditText()
  const source = useTableSource(useInfiniteQuery(auditQuery(filter)))
  const change = (next: FilterChange) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true })
  const clear = () => void navigate({ search: {}, replace: true })
  return (
    <AreaPage title={t('area.audit')} description={t('audit.text')} fill actions={<Actions filter={filter} />}>
      <AuditStatus />
      <DataTable
        label={t('area.audit')}
        storageKey="security-audit"
        columns={useAuditColumns()}
        source={source}
        rowId={(row) => row.id}
        rowName={(row) => `${write.caller(row)} ${write.action(row.action)}`}
        openId={rowId}
        onOpen={(row) =>
          void navigate({ to: '/security/audit/$rowId', params: { rowId: row.id }, search: (before) => before })
        }
        filters={<AuditFilters filter={filter} onChange={change} onClear={clear} />}
        empty={<NoRows narrowed={Object.values(filter).some((value) => value !== undefined)} onClear={clear} />}
      />
      <Outlet />
    </AreaPage>
  )
}
