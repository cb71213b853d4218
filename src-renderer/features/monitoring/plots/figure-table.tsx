import { Modal } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import { figureColumns, figureRows } from './figure-columns.ts'
import type { Figures } from './figures.ts'
import classes from './plots.module.css'
import type { PlotUnit } from './unit-text.ts'

/** The figures of a plot as a table, which can be copied and kept as CSV. */
export function FigureTable(props: {
  readonly title: string
  readonly figures: Figures
  readonly unit: PlotUnit
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const format = useFormat()
  const { figures, unit, title } = props
  const columns = useMemo(
    () => figureColumns(figures, unit, format, t('plot.timeIn', { zone: format.timeZone })),
    [figures, unit, format, t],
  )
  const rows = useMemo(() => figureRows(figures), [figures])
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      size="min(1200px, 92vw)"
      title={t('plot.tableTitle', { title })}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {props.opened ? (
        <div className={classes.table}>
          <DataTable
            label={title}
            storageKey="monitoring-figures"
            columns={columns}
            source={wholeSource({ data: rows, isPending: false, isFetching: false, error: null }, () => undefined)}
            rowId={String}
            rowName={(row) => columns[0]?.text(row) ?? ''}
            empty={t('plot.nothing')}
          />
        </div>
      ) : null}
    </Modal>
  )
}
