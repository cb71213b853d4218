import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Heartbeat } from '#shared/features/monitoring/values.ts'
import { SourceState } from './source-state.tsx'

/** Columns of the list of jobs that report in. */
export function useHeartbeatColumns(): readonly TableColumn<Heartbeat>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'name',
      header: t('sources.column.name'),
      minWidth: 200,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('sources.column.state'),
      width: 128,
      cell: ({ state }) => <SourceState state={state} />,
      text: ({ state }) => t(`sources.state.${state}`),
    },
    {
      id: 'report',
      header: t('heartbeats.column.report'),
      width: 120,
      cell: ({ lastReportAt }) => (lastReportAt === null ? t('heartbeats.never') : <RelativeTime at={lastReportAt} />),
      text: ({ lastReportAt }) => (lastReportAt === null ? '' : format.instant(lastReportAt)),
    },
    {
      id: 'due',
      header: t('heartbeats.column.due'),
      width: 120,
      cell: ({ dueAt }) => (dueAt === null ? null : <RelativeTime at={dueAt} />),
      text: ({ dueAt }) => (dueAt === null ? '' : format.instant(dueAt)),
    },
    {
      id: 'message',
      header: t('sources.column.message'),
      minWidth: 160,
      cell: ({ lastMessage }) => <span title={lastMessage}>{lastMessage}</span>,
      text: ({ lastMessage }) => lastMessage,
    },
    {
      id: 'duration',
      header: t('heartbeats.column.duration'),
      width: 104,
      align: 'end',
      cell: ({ lastDurationMs }) => (lastDurationMs === null ? null : format.duration(lastDurationMs)),
      text: ({ lastDurationMs }) => String(lastDurationMs ?? ''),
    },
    {
      id: 'interval',
      header: t('heartbeats.interval'),
      width: 104,
      align: 'end',
      cell: ({ intervalSeconds }) => format.duration(intervalSeconds * 1000),
      text: ({ intervalSeconds }) => String(intervalSeconds),
    },
  ]
}
