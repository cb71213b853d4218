import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { AlertStandingBadge, SeverityBadge } from './alert-state.tsx'
import { standingOf } from './alert-tone.ts'
import { labelsText } from './labels-text.ts'
import { matchersOf, matchersText } from './matchers/matcher-text.ts'

type Column = TableColumn<Alert>

function usePeopleColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  return [
    {
      id: 'assignee',
      header: t('alerts.column.assignee'),
      width: 120,
      cell: ({ assignee }) => (assignee === null ? null : <span title={assignee.name}>{assignee.name}</span>),
      text: ({ assignee }) => assignee?.name ?? '',
    },
    {
      id: 'acknowledged',
      header: t('alerts.column.acknowledged'),
      width: 150,
      hidden: true,
      cell: ({ acknowledged }) => acknowledged?.by.name,
      text: ({ acknowledged }) => acknowledged?.by.name ?? '',
    },
    {
      id: 'rule',
      header: t('alerts.column.rule'),
      width: 180,
      hidden: true,
      cell: (one) => one.rule,
      text: (one) => one.rule,
    },
  ]
}

/** Columns of the list of alerts: how bad, what, where, since when, who. */
export function useAlertColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const now = useNow()
  const lasted = (alert: Alert) =>
    Math.max(
      0,
      (alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt)) - Date.parse(alert.firedAt ?? alert.activeAt),
    )
  return [
    {
      id: 'severity',
      header: t('alerts.column.severity'),
      width: 104,
      fixed: true,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
      text: ({ severity }) => t(`severity.${severity}`),
    },
    {
      id: 'summary',
      header: t('alerts.column.summary'),
      minWidth: 220,
      fixed: true,
      cell: ({ summary, description }) => <span title={description}>{summary}</span>,
      text: ({ summary }) => summary,
    },
    {
      id: 'labels',
      header: t('alerts.column.labels'),
      minWidth: 200,
      cell: (alert) => <span title={matchersText(matchersOf(alert.labels))}>{labelsText(alert.labels)}</span>,
      text: (alert) => labelsText(alert.labels),
    },
    {
      id: 'state',
      header: t('alerts.column.state'),
      width: 128,
      cell: (alert) => <AlertStandingBadge alert={alert} />,
      text: (alert) => t(`alerts.standing.${standingOf(alert)}`),
    },
    {
      id: 'since',
      header: t('alerts.column.since'),
      width: 128,
      cell: (alert) => <RelativeTime at={alert.firedAt ?? alert.activeAt} />,
      text: (alert) => format.instant(alert.firedAt ?? alert.activeAt),
    },
    {
      id: 'lasted',
      header: t('alerts.column.lasted'),
      width: 104,
      hidden: true,
      align: 'end',
      cell: (alert) => format.duration(lasted(alert)),
      text: (alert) => String(Math.round(lasted(alert) / 1000)),
    },
    ...usePeopleColumns(),
  ]
}
