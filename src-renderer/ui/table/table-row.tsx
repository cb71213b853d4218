import { Checkbox } from '@mantine/core'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TableColumn } from './column.ts'
import classes from './data-table.module.css'

interface RowProps<T> {
  readonly row: T
  readonly name: string
  readonly domId: string
  readonly index: number
  readonly columns: readonly TableColumn<T>[]
  readonly active: boolean
  readonly open: boolean
  readonly opens: boolean
  readonly ticked: boolean | null
  readonly onTick: (range: boolean) => void
  readonly onActivate: () => void
}

/** One row; a click anywhere but on a control of its own opens it. */
export function TableRow<T>(props: RowProps<T>) {
  const { t } = useTranslation('ui')
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button, input, label') !== null
    if (!onControl && getSelection()?.isCollapsed !== false) props.onActivate()
  }
  return (
    <tr
      id={props.domId}
      className={classes.row}
      aria-rowindex={props.index + 2}
      aria-selected={props.ticked ?? undefined}
      data-active={props.active || undefined}
      data-open={props.open || undefined}
      data-opens={props.opens || undefined}
      onClick={onClick}
    >
      {props.ticked === null ? null : (
        <td className={classes.tick}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t('table.select', { name: props.name })}
            checked={props.ticked}
            onChange={(event) => props.onTick('shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
          />
        </td>
      )}
      {props.columns.map((column) => (
        <td key={column.id} data-align={column.align}>
          {column.cell(props.row)}
        </td>
      ))}
    </tr>
  )
}
