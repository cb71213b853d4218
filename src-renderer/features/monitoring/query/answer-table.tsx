import { Code, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { InstantAnswer } from '#shared/features/monitoring/contract/queries.ts'
import { labelsText } from '../plots/figures.ts'
import classes from '../plots/plots.module.css'
import { instantQuery } from '../plots/queries.ts'
import { type PlotUnit, sampleText } from '../plots/unit-text.ts'

interface Row {
  readonly labels: Readonly<Record<string, string>>
  readonly value: string
  readonly exact: string
}

const labelColumnsAtMost = 8

/** Rows of an answer: a sample each; of a range its newest sample, and how many there are in all. */
function useRows(answer: InstantAnswer, unit: PlotUnit): readonly Row[] {
  const format = useFormat()
  return useMemo(
    () => [
      ...answer.samples.map(({ labels, value }) => ({
        labels,
        value: sampleText(format, unit, value),
        exact: String(value ?? ''),
      })),
      ...answer.runs.map(({ labels, values }) => ({
        labels,
        value: `${sampleText(format, unit, values.at(-1))} (${format.count(values.length)})`,
        exact: String(values.at(-1) ?? ''),
      })),
    ],
    [answer, unit, format],
  )
}

function useColumns(rows: readonly Row[]): readonly TableColumn<Row>[] {
  const { t } = useTranslation('monitoring')
  return useMemo(() => {
    const names = [...new Set(rows.flatMap(({ labels }) => Object.keys(labels)))].slice(0, labelColumnsAtMost)
    const labels = names.map((name): TableColumn<Row> => {
      const text = (row: Row) => row.labels[name] ?? ''
      return { id: name, header: name === '__name__' ? t('query.metric') : name, minWidth: 140, cell: text, text }
    })
    return [
      ...labels,
      {
        id: ' value',
        header: t('query.value'),
        minWidth: 140,
        align: 'end',
        fixed: true,
        cell: ({ value, exact }) => <data value={exact}>{value}</data>,
        text: ({ exact }) => exact,
      },
    ]
  }, [rows, t])
}

function Answer({ answer, unit }: { readonly answer: InstantAnswer; readonly unit: PlotUnit }) {
  const { t } = useTranslation('monitoring')
  const rows = useRows(answer, unit)
  const columns = useColumns(rows)
  if (answer.text !== null) return <Code block>{answer.text}</Code>
  return (
    <>
      {[...answer.warnings, ...answer.infos].map((note) => (
        <Text key={note} fz="sm" c="dimmed">
          {note}
        </Text>
      ))}
      <div className={classes.table}>
        <DataTable
          label={t('query.answer')}
          storageKey="monitoring-answer"
          columns={columns}
          source={wholeSource({ data: rows, isPending: false, isFetching: false, error: null }, () => undefined)}
          rowId={(row) => labelsText(row.labels)}
          rowName={(row) => labelsText(row.labels)}
          empty={t('query.noAnswer')}
        />
      </div>
    </>
  )
}

/** What an expression comes to at one moment, a row each series. */
export function AnswerTable(props: { readonly expression: string; readonly atMs: number; readonly unit: PlotUnit }) {
  const query = useQuery(instantQuery(props.expression, props.atMs))
  return (
    <Loaded query={query} heights={[320]}>
      {(answer) => <Answer answer={answer} unit={props.unit} />}
    </Loaded>
  )
}
