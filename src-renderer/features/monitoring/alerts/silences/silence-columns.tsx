import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Silence } from '#shared/features/monitoring/contract/alerts.ts'
import { matchersText } from '../matchers/matcher-text.ts'

const tones: Readonly<Record<Silence['state'], StateTone>> = {
  active: 'running',
  pending: 'information',
  expired: 'off',
}

/** Columns of the list of silences. */
export function useSilenceColumns(actions: (silence: Silence) => ReactNode): readonly TableColumn<Silence>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'matchers',
      header: t('silences.column.matchers'),
      minWidth: 240,
      fixed: true,
      cell: ({ matchers }) => (
        <code title={matchersText(matchers)} translate="no" style={{ fontSize: 12 }}>
          {matchersText(matchers)}
        </code>
      ),
      text: ({ matchers }) => matchersText(matchers),
    },
    {
      id: 'comment',
      header: t('silences.column.comment'),
      minWidth: 160,
      cell: ({ comment }) => <span title={comment}>{comment}</span>,
      text: ({ comment }) => comment,
    },
    {
      id: 'state',
      header: t('silences.column.state'),
      width: 112,
      cell: ({ state }) => <StateBadge tone={tones[state]}>{t(`silences.state.${state}`)}</StateBadge>,
      text: ({ state }) => t(`silences.state.${state}`),
    },
    {
      id: 'alerts',
      header: t('silences.column.alerts'),
      width: 96,
      align: 'end',
      cell: ({ matchingAlerts }) => <Count value={matchingAlerts} />,
      text: ({ matchingAlerts }) => String(matchingAlerts),
    },
    {
      id: 'starts',
      header: t('silences.column.starts'),
      width: 104,
      hidden: true,
      cell: ({ startsAt }) => <RelativeTime at={startsAt} />,
      text: ({ startsAt }) => format.instant(startsAt),
    },
    {
      id: 'ends',
      header: t('silences.column.ends'),
      width: 104,
      cell: ({ endsAt }) => <RelativeTime at={endsAt} />,
      text: ({ endsAt }) => format.instant(endsAt),
    },
    {
      id: 'by',
      header: t('silences.column.by'),
      width: 110,
      cell: ({ createdBy }) => createdBy.name,
      text: ({ createdBy }) => createdBy.name,
    },
    {
      id: 'actions',
      header: t('silences.column.actions'),
      width: 112,
      fixed: true,
      align: 'end',
      cell: actions,
      text: () => '',
    },
  ]
}
