import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes, Count, Duration, RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import { useExecutionName } from '../../use-execution-name.ts'
import { useIsNarrow } from '../home/use-is-narrow.ts'
import { ExecutionState } from './execution-state.tsx'
import { useRequesterText } from './use-requester-text.ts'

type Column = TableColumn<Execution>

const startOf = (execution: Execution) => execution.startedAt ?? execution.createdAt

function useFigureColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const isNarrow = useIsNarrow()
  const format = useFormat()
  return [
    {
      id: 'duration',
      header: t('execution.column.duration'),
      width: 110,
      align: 'end',
      cell: ({ durationMs }) => (durationMs === null ? null : <Duration ms={durationMs} />),
      text: ({ durationMs }) => (durationMs === null ? '' : format.duration(durationMs)),
    },
    {
      id: 'files',
      hidden: isNarrow,
      header: t('execution.column.files'),
      width: 100,
      align: 'end',
      cell: ({ figures }) => (figures === null ? null : <Count value={figures.totalFiles} />),
      text: ({ figures }) => String(figures?.totalFiles ?? ''),
    },
    {
      id: 'added',
      header: t('execution.column.added'),
      width: 110,
      align: 'end',
      cell: ({ figures }) => (figures === null ? null : <Bytes value={figures.addedPackedBytes} />),
      text: ({ figures }) => String(figures?.addedPackedBytes ?? ''),
    },
    {
      id: 'problems',
      hidden: isNarrow,
      header: t('execution.column.problems'),
      width: 72,
      align: 'end',
      cell: ({ problemCount }) => (problemCount === 0 ? null : <Count value={problemCount} />),
      text: ({ problemCount }) => String(problemCount),
    },
  ]
}

/** Columns of a list of runs. */
export function useExecutionColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const nameOf = useExecutionName()
  const requester = useRequesterText()
  const trigger = (execution: Execution) => t(`execution.trigger.${execution.trigger}`)
  return [
    { id: 'name', header: t('execution.column.name'), fixed: true, minWidth: 200, cell: nameOf, text: nameOf },
    {
      id: 'state',
      header: t('execution.column.state'),
      width: 136,
      cell: (execution) => <ExecutionState execution={execution} />,
      text: (execution) => t(`execution.state.${execution.state}`),
    },
    {
      id: 'started',
      header: t('execution.column.started'),
      width: 120,
      sortable: true,
      cell: (execution) => <RelativeTime at={startOf(execution)} />,
      text: (execution) => format.instant(startOf(execution)),
    },
    ...useFigureColumns(),
    { id: 'trigger', header: t('execution.column.trigger'), width: 104, cell: trigger, text: trigger },
    {
      id: 'repository',
      header: t('execution.column.repository'),
      width: 180,
      hidden: true,
      cell: (execution) => execution.repositoryName,
      text: (execution) => execution.repositoryName,
    },
    {
      id: 'requestedBy',
      header: t('execution.column.requestedBy'),
      width: 140,
      hidden: true,
      cell: requester,
      text: requester,
    },
  ]
}
