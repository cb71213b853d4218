import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Channel } from '#shared/features/monitoring/contract/notifications.ts'

type ChannelStanding = Channel['health'] | 'off'
const tones: Readonly<Record<ChannelStanding, StateTone>> = {
  ok: 'good',
  failing: 'failed',
  unknown: 'information',
  off: 'off',
}
const standingOf = ({ isEnabled, health }: Channel): ChannelStanding => (isEnabled ? health : 'off')

/** Where a way of telling people leads. */
function goalOf({ settings, addressHost }: Channel): string {
  if (settings.kind === 'email') return settings.recipients.join(', ')
  if (settings.kind === 'slack' && settings.channel !== '') return `${settings.channel} (${addressHost ?? ''})`
  return addressHost ?? ''
}

/** Columns of the list of ways of telling people. */
export function useChannelColumns(actions: (channel: Channel) => ReactNode): readonly TableColumn<Channel>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'name',
      header: t('telling.column.name'),
      minWidth: 180,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'kind',
      header: t('telling.column.kind'),
      width: 120,
      cell: ({ settings }) => t(`telling.kind.${settings.kind}`),
      text: ({ settings }) => settings.kind,
    },
    {
      id: 'goal',
      header: t('telling.column.goal'),
      minWidth: 160,
      cell: (channel) => <span title={goalOf(channel)}>{goalOf(channel)}</span>,
      text: goalOf,
    },
    {
      id: 'health',
      header: t('telling.column.health'),
      width: 140,
      cell: (channel) => (
        <StateBadge tone={tones[standingOf(channel)]}>{t(`telling.health.${standingOf(channel)}`)}</StateBadge>
      ),
      text: (channel) => t(`telling.health.${standingOf(channel)}`),
    },
    {
      id: 'failure',
      header: t('telling.column.failure'),
      minWidth: 130,
      cell: ({ lastFailure }) => <span title={lastFailure ?? undefined}>{lastFailure}</span>,
      text: ({ lastFailure }) => lastFailure ?? '',
    },
    {
      id: 'sent',
      header: t('telling.column.sent'),
      width: 104,
      cell: ({ lastSentAt }) => (lastSentAt === null ? null : <RelativeTime at={lastSentAt} />),
      text: ({ lastSentAt }) => (lastSentAt === null ? '' : format.instant(lastSentAt)),
    },
    {
      id: 'actions',
      header: t('telling.column.actions'),
      width: 124,
      fixed: true,
      align: 'end',
      cell: actions,
      text: () => '',
    },
  ]
}
