import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count } from '#renderer/ui/format/values.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { AuditEntryView } from '#shared/features/security/contract/audit.ts'
import { useAuditText } from './use-audit-text.ts'

const tones: Readonly<Record<AuditEntryView['outcome'], StateTone>> = {
  done: 'good',
  failed: 'warning',
  denied: 'failed',
}

/** How something ended. */
export function OutcomeBadge({ outcome }: { readonly outcome: AuditEntryView['outcome'] }) {
  const { t } = useTranslation('security')
  return <StateBadge tone={tones[outcome]}>{t(`audit.outcome.${outcome}`)}</StateBadge>
}

function useSecondColumns(): readonly TableColumn<AuditEntryView>[] {
  const { t } = useTranslation('security')
  return [
    {
      id: 'transport',
      header: t('audit.column.transport'),
      width: 100,
      hidden: true,
      cell: ({ transport }) => transport,
      text: ({ transport }) => transport,
    },
    {
      id: 'count',
      header: t('audit.column.count'),
      width: 72,
      hidden: true,
      align: 'end',
      cell: ({ occurrences }) => <Count value={occurrences} />,
      text: ({ occurrences }) => String(occurrences),
    },
    {
      id: 'seq',
      header: t('audit.column.seq'),
      width: 92,
      align: 'end',
      cell: ({ seq }) => (seq === null ? '…' : <Count value={seq} />),
      text: ({ seq }) => String(seq ?? ''),
    },
  ]
}

/** Columns of the record. */
export function useAuditColumns(): readonly TableColumn<AuditEntryView>[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  const write = useAuditText()
  return [
    {
      id: 'at',
      header: t('audit.column.at'),
      fixed: true,
      width: 144,
      cell: ({ at }) => (
        <time dateTime={at} title={format.instant(at)}>
          {format.minute(at)}
        </time>
      ),
      text: ({ at }) => at,
    },
    {
      id: 'caller',
      header: t('audit.column.caller'),
      width: 160,
      cell: (row) => write.caller(row),
      text: (row) => write.caller(row),
    },
    {
      id: 'action',
      header: t('audit.column.action'),
      minWidth: 180,
      cell: ({ action }) => <span title={action}>{write.action(action)}</span>,
      text: ({ action }) => action,
    },
    {
      id: 'target',
      header: t('audit.column.target'),
      minWidth: 140,
      cell: (row) => <span title={row.target ?? undefined}>{write.target(row)}</span>,
      text: (row) => write.target(row),
    },
    {
      id: 'outcome',
      header: t('audit.column.outcome'),
      width: 104,
      cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
      text: ({ outcome }) => t(`audit.outcome.${outcome}`),
    },
    {
      id: 'address',
      header: t('audit.column.address'),
      width: 140,
      cell: ({ remoteAddress }) => remoteAddress,
      text: ({ remoteAddress }) => remoteAddress,
    },
    ...useSecondColumns(),
  ]
}
