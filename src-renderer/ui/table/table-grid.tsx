import { Skeleton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import { minimumWidth, type TableColumn, type TableSort } from './column.ts'
import classes from './data-table.module.css'
import { toClipboardText } from './delimited-text.ts'
import { nextActiveRow } from './next-active-row.ts'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import type { TableSource } from './table-source.ts'
import type { RowSelection } from './use-row-selection.ts'

const rowHeight = 36

interface GridProps<T> {
  readonly gridId: string
  readonly label: string
  readonly columns: readonly TableColumn<T>[]
  readonly source: TableSource<T>
  readonly rowId: (row: T) => string
  readonly rowName: (row: T) => string
  readonly sort?: TableSort
  readonly onSort?: (sort: TableSort) => void
  readonly onOpen?: (row: T) => void
  readonly openId?: string | undefined
  readonly selection: RowSelection | null
  readonly selectedRows: readonly T[]
  readonly empty: ReactNode
}

function useRows<T>(source: TableSource<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: source.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasMore, loadMore, rows } = source
  const nearEnd = hasMore && lastShown >= rows.length - 25
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is wanted once for each length reached
  useEffect(() => {
    if (nearEnd) loadMore()
  }, [nearEnd, rows.length])
  const first = items[0]
  const last = items.at(-1)
  return {
    scroller,
    items,
    before: first?.start ?? 0,
    after: last === undefined ? 0 : virtual.getTotalSize() - last.end,
    reveal: (index: number) => virtual.scrollToIndex(index),
  }
}

function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

/** The rows themselves: a grid with one active row that the arrow keys move. */
export function TableGrid<T>(props: GridProps<T>) {
  const { t } = useTranslation('ui')
  const { source, columns, selection, gridId, rowId, onOpen } = props
  const { scroller, items, before, after, reveal } = useRows(source)
  const [active, setActive] = useState(0)
  const activeIndex = Math.min(active, Math.max(0, source.rows.length - 1))
  const activeRow = source.rows[activeIndex]
  const span = columns.length + (selection === null ? 0 : 1)

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (isComposing(event.nativeEvent) || event.target !== event.currentTarget || activeRow === undefined) return
    const next = nextActiveRow(event.key, activeIndex, source.rows.length)
    const copies = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)
    if (next !== null) {
      setActive(next)
      reveal(next)
    } else if (event.key === 'Enter') onOpen?.(activeRow)
    else if (event.key === ' ') selection?.toggle(rowId(activeRow), event.shiftKey)
    else if (copies && getSelection()?.isCollapsed !== false) {
      const rows = props.selectedRows.length > 0 ? props.selectedRows : [activeRow]
      void navigator.clipboard
        .writeText(toClipboardText(columns, rows))
        .then(() => announce(t('table.copied', { count: rows.length })))
    } else return
    event.preventDefault()
  }

  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows one walks by keyboard
        role="grid"
        aria-label={props.label}
        aria-rowcount={source.hasMore ? -1 : source.rows.length + 1}
        aria-multiselectable={selection === null ? undefined : true}
        aria-activedescendant={activeRow === undefined ? undefined : `${gridId}-${activeIndex}`}
        aria-busy={source.isLoading}
        tabIndex={0}
        className={classes.table}
        style={{ minWidth: minimumWidth(columns) + (selection === null ? 0 : 40) }}
        onKeyDown={onKeyDown}
      >
        <TableHead
          columns={columns}
          selection={selection}
          rowCount={source.rows.length}
          {...(props.sort === undefined ? {} : { sort: props.sort })}
          {...(props.onSort === undefined ? {} : { onSort: props.onSort })}
        />
        <tbody>
          <Spacer height={before} span={span} />
          {items.map((item) => {
            const row = source.rows[item.index]
            if (row === undefined) return null
            const id = rowId(row)
            return (
              <TableRow
                key={id}
                row={row}
                name={props.rowName(row)}
                domId={`${gridId}-${item.index}`}
                index={item.index}
                columns={columns}
                active={item.index === activeIndex}
                open={id === props.openId}
                ticked={selection === null ? null : selection.has(id)}
                onTick={(range) => selection?.toggle(id, range)}
                onActivate={() => {
                  setActive(item.index)
                  onOpen?.(row)
                }}
                opens={onOpen !== undefined}
              />
            )
          })}
          <Spacer height={after} span={span} />
          {source.isLoading
            ? Array.from({ length: 10 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity and never move
                <tr key={index} className={classes.row} aria-hidden>
                  {Array.from({ length: span }, (_cell, cell) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity and never move
                    <td key={cell}>
                      <Skeleton height={12} width={`${90 - ((index * 7 + cell * 13) % 50)}%`} />
                    </td>
                  ))}
                </tr>
              ))
            : null}
        </tbody>
      </table>
      {!source.isLoading && source.rows.length === 0 ? props.empty : null}
    </div>
  )
}
