import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Check } from '#shared/features/monitoring/values.ts'
import { checkTarget } from './check-values.ts'
import { SourceState } from './source-state.tsx'

type Column = TableColumn<Check>

function useMeasuredColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const share = ({ availability24h }: Check) =>
    availability24h === null
      ? ''
      : new Intl.NumberFormat(format.language, { style: 'percent', maximumFractionDigits: 2 }).format(availability24h)
  return [
    {
      id: 'duration',
      header: t('checks.column.duration'),
      width: 104,
      align: 'end',
      cell: ({ lastDurationMs }) => (lastDurationMs === null ? null : `${format.count(Math.round(lastDurationMs))} ms`),
      text: ({ lastDurationMs }) => String(lastDurationMs ?? ''),
    },
    { id: 'availability', header: t('checks.column.availability'), width: 116, align: 'end', cell: share, text: share },
    {
      id: 'certificate',
      header: t('checks.column.certificate'),
      width: 104,
      align: 'end',
      cell: ({ certificateDays }) =>
        certificateDays === null ? null : t('checks.certificateLeft', { count: certificateDays }),
      text: ({ certificateDays }) => String(certificateDays ?? ''),
    },
    {
      id: 'last',
      header: t('sources.column.last'),
      width: 104,
      hidden: true,
      cell: ({ lastRunAt }) => (lastRunAt === null ? null : <RelativeTime at={lastRunAt} />),
      text: ({ lastRunAt }) => (lastRunAt === null ? '' : format.instant(lastRunAt)),
    },
  ]
}

/** Columns of the list of checks. */
export function useCheckColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  return [
    {
      id: 'name',
      header: t('sources.column.name'),
      minWidth: 180,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('sources.column.state'),
      width: 112,
      cell: ({ state }) => <SourceState state={state} />,
      text: ({ state }) => t(`sources.state.${state}`),
    },
    {
      id: 'kind',
      header: t('checks.column.kind'),
      width: 84,
      hidden: true,
      cell: ({ settings }) => t(`checks.kind.${settings.kind}`),
      text: ({ settings }) => settings.kind,
    },
    {
      id: 'target',
      header: t('checks.column.target'),
      minWidth: 180,
      cell: ({ settings }) => <span title={checkTarget(settings)}>{checkTarget(settings)}</span>,
      text: ({ settings }) => checkTarget(settings),
    },
    {
      id: 'message',
      header: t('sources.column.message'),
      minWidth: 150,
      cell: ({ lastMessage }) => <span title={lastMessage}>{lastMessage}</span>,
      text: ({ lastMessage }) => lastMessage,
    },
    ...useMeasuredColumns(),
  ]
}
