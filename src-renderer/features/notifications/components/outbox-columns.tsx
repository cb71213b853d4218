import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { OutboxEntry } from '#shared/features/notifications/contract.ts'

const tones: Readonly<Record<OutboxEntry['state'], StateTone>> = {
  waiting: 'running',
  sent: 'good',
  failed: 'failed',
}

const kinds = ['invitation', 'password-reset', 'password-changed', 'two-factor-reset', 'break-glass', 'test'] as const

/** Columns of the list of letters. */
export function useOutboxColumns(actions: (entry: OutboxEntry) => ReactNode): readonly TableColumn<OutboxEntry>[] {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const kind = (entry: OutboxEntry) => {
    const known = kinds.find((one) => one === entry.kind)
    return known === undefined ? entry.kind : t(`kind.${known}`)
  }
  return [
    {
      id: 'subject',
      header: t('column.subject'),
      fixed: true,
      minWidth: 180,
      cell: ({ subject }) => subject,
      text: ({ subject }) => subject,
    },
    {
      id: 'state',
      header: t('column.state'),
      width: 120,
      cell: ({ state }) => <StateBadge tone={tones[state]}>{t(`state.${state}`)}</StateBadge>,
      text: ({ state }) => t(`state.${state}`),
    },
    {
      id: 'recipient',
      header: t('column.recipient'),
      minWidth: 150,
      cell: ({ recipient }) => recipient,
      text: ({ recipient }) => recipient,
    },
    { id: 'kind', header: t('column.kind'), width: 150, hidden: true, cell: kind, text: kind },
    {
      id: 'failure',
      header: t('column.failure'),
      minWidth: 140,
      cell: ({ lastFailure }) => <span title={lastFailure ?? undefined}>{lastFailure}</span>,
      text: ({ lastFailure }) => lastFailure ?? '',
    },
    {
      id: 'attempts',
      header: t('column.attempts'),
      width: 84,
      align: 'end',
      cell: ({ attempts }) => <Count value={attempts} />,
      text: ({ attempts }) => String(attempts),
    },
    {
      id: 'created',
      header: t('column.created'),
      width: 104,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      text: ({ createdAt }) => format.instant(createdAt),
    },
    {
      id: 'actions',
      header: t('column.actions'),
      width: 200,
      fixed: true,
      align: 'end',
      cell: actions,
      text: () => '',
    },
  ]
}
