import { Stack } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { TableColumn, TableSort } from './column.ts'
import classes from './data-table.module.css'
import { TableGrid } from './table-grid.tsx'
import type { TableSource } from './table-source.ts'
import { TableToolbar } from './table-toolbar.tsx'
import { useColumnChoice } from './use-column-choice.ts'
import { useRowSelection } from './use-row-selection.ts'

export interface DataTableProps<T> {
  /** What the rows are, for screen readers and the name of the CSV file. */
  readonly label: string
  /** Under this key the choice of columns is remembered. */
  readonly storageKey: string
  readonly columns: readonly TableColumn<T>[]
  readonly source: TableSource<T>
  readonly rowId: (row: T) => string
  /** Name of a row for its checkbox. */
  readonly rowName: (row: T) => string
  readonly sort?: TableSort
  readonly onSort?: (sort: TableSort) => void
  readonly onOpen?: (row: T) => void
  /** The row whose detail is open. */
  readonly openId?: string | undefined
  readonly filters?: ReactNode
  /** What can be done with the ticked rows; with it the rows can be ticked. */
  readonly selectionActions?: (rows: readonly T[], clear: () => void) => ReactNode
  /** Shown when there are no rows. */
  readonly empty: ReactNode
}

/**
 * A table over pages from the server: sorted and filtered there, drawn only where one looks. Arrow keys walk, Enter
 * opens, Space ticks, Ctrl+C copies. Old rows stay visible while new ones are fetched, also when that fails.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { source, columns, rowId } = props
  const headingId = useId()
  const choice = useColumnChoice(props.storageKey, columns)
  const ids = source.rows.map(rowId)
  const selection = useRowSelection(ids)
  const selectedRows = source.rows.filter((row) => selection.has(rowId(row)))
  const failedAtFirst = source.error !== null && source.error !== undefined && source.rows.length === 0
  const failedLater = source.error !== null && source.error !== undefined && source.rows.length > 0
  return (
    <Stack gap="xs" className={classes.frame} aria-busy={source.isRefreshing}>
      <TableToolbar
        label={props.label}
        allColumns={columns}
        choice={choice}
        source={source}
        selectedRows={selectedRows}
        filters={props.filters}
        selectionActions={
          props.selectionActions === undefined || selectedRows.length === 0
            ? null
            : props.selectionActions(selectedRows, selection.clear)
        }
      />
      {failedLater ? <ErrorPanel error={source.error} onRetry={source.reload} level="warning" /> : null}
      {failedAtFirst ? (
        <ErrorPanel error={source.error} onRetry={source.reload} />
      ) : (
        <TableGrid
          {...props}
          gridId={headingId}
          columns={choice.visible}
          selection={props.selectionActions === undefined ? null : selection}
          selectedRows={selectedRows}
        />
      )}
    </Stack>
  )
}
