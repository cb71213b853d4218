import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Maintenance } from '#shared/features/monitoring/contract/alerts.ts'
import { matchersText } from '../matchers/matcher-text.ts'

/** Columns of the list of maintenance windows. */
export function useWindowColumns(): readonly TableColumn<Maintenance>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const standing = ({ isActive, isEnabled }: Maintenance) =>
    isActive
      ? ({ tone: 'running', text: t('maintenance.state.active') } as const)
      : isEnabled
        ? ({ tone: 'information', text: t('maintenance.state.waiting') } as const)
        : ({ tone: 'off', text: t('maintenance.state.off') } as const)
  const length = ({ when }: Maintenance) =>
    format.duration(
      when.kind === 'once' ? Date.parse(when.endsAt) - Date.parse(when.startsAt) : when.durationMinutes * 60_000,
    )
  return [
    {
      id: 'name',
      header: t('maintenance.column.name'),
      minWidth: 200,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('maintenance.column.state'),
      width: 112,
      cell: (window) => <StateBadge tone={standing(window).tone}>{standing(window).text}</StateBadge>,
      text: (window) => standing(window).text,
    },
    {
      id: 'kind',
      header: t('maintenance.column.kind'),
      width: 96,
      cell: ({ when }) => t(`maintenance.kind.${when.kind}`),
      text: ({ when }) => t(`maintenance.kind.${when.kind}`),
    },
    {
      id: 'next',
      header: t('maintenance.column.next'),
      width: 112,
      cell: ({ nextStartsAt }) => (nextStartsAt === null ? null : <RelativeTime at={nextStartsAt} />),
      text: ({ nextStartsAt }) => (nextStartsAt === null ? '' : format.instant(nextStartsAt)),
    },
    { id: 'length', header: t('maintenance.column.length'), width: 104, align: 'end', cell: length, text: length },
    {
      id: 'matchers',
      header: t('maintenance.column.matchers'),
      minWidth: 180,
      cell: ({ matchers }) =>
        matchers.length === 0 ? (
          t('matchers.everything')
        ) : (
          <code title={matchersText(matchers)} translate="no" style={{ fontSize: 12 }}>
            {matchersText(matchers)}
          </code>
        ),
      text: ({ matchers }) => matchersText(matchers),
    },
  ]
}
