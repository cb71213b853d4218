import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { QueryShape } from '#shared/features/database/contract.ts'
import classes from './database.module.css'
import { millisecondsText } from './milliseconds.ts'

type Column = TableColumn<QueryShape>

function useTimeColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const times = [
    { id: 'total', key: 'totalMs' },
    { id: 'mean', key: 'meanMs' },
    { id: 'maximum', key: 'maximumMs' },
  ] as const
  return times.map(({ id, key }) => ({
    ...{ id, header: t(`database.column.${id}`), width: 112, align: 'end', sortable: true },
    cell: (shape) => millisecondsText(format, shape[key]),
    text: (shape) => String(shape[key]),
  }))
}

/** Columns of the list of queries. */
export function useQueryColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const countOf = (id: 'calls' | 'rows', width: number): Column => ({
    ...{ id, header: t(`database.column.${id}`), width, align: 'end', sortable: id === 'calls' },
    cell: (shape) => format.count(shape[id]),
    text: (shape) => String(shape[id]),
  })
  return [
    {
      ...{ id: 'sql', header: t('database.column.sql'), minWidth: 280, fixed: true },
      cell: ({ sql }) => (
        <span title={sql} className={classes.sql}>
          {sql}
        </span>
      ),
      text: ({ sql }) => sql,
    },
    countOf('calls', 96),
    ...useTimeColumns(),
    {
      ...{ id: 'slow', header: t('database.column.slow'), width: 96, align: 'end' },
      cell: ({ slowCalls }) => (slowCalls === 0 ? format.count(0) : <SlowCalls text={format.count(slowCalls)} />),
      text: ({ slowCalls }) => String(slowCalls),
    },
    { ...countOf('rows', 96), hidden: true },
    {
      ...{ id: 'last', header: t('database.column.last'), width: 104 },
      cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
      text: ({ lastSeenAt }) => format.instant(lastSeenAt),
    },
  ]
}

function SlowCalls({ text }: { readonly text: string }) {
  return (
    <span className={classes.key}>
      <StateIcon tone="warning" size={14} />
      {text}
    </span>
  )
}
