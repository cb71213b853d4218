import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TableColumn, TableSort } from './column.ts'
import classes from './data-table.module.css'
import type { RowSelection } from './use-row-selection.ts'

interface HeadProps<T> {
  readonly columns: readonly TableColumn<T>[]
  readonly selection: RowSelection | null
  readonly rowCount: number
  readonly sort?: TableSort
  readonly onSort?: (sort: TableSort) => void
}

function SortButton<T>({
  column,
  sort,
  onSort,
}: { readonly column: TableColumn<T> } & Pick<HeadProps<T>, 'sort' | 'onSort'>) {
  const sorted = sort?.columnId === column.id ? sort.direction : undefined
  const Icon = sorted === 'ascending' ? IconArrowUp : sorted === 'descending' ? IconArrowDown : IconArrowsSort
  return (
    <UnstyledButton
      className={classes.sort}
      data-sorted={sorted !== undefined || undefined}
      onClick={() => onSort?.({ columnId: column.id, direction: sorted === 'descending' ? 'ascending' : 'descending' })}
    >
      {column.header}
      <Icon size={14} aria-hidden />
    </UnstyledButton>
  )
}

/** Column heads, which stay in sight; those the server can sort by are buttons. */
export function TableHead<T>({ columns, selection, rowCount, sort, onSort }: HeadProps<T>) {
  const { t } = useTranslation('ui')
  return (
    <thead>
      <tr>
        {selection === null ? null : (
          <th className={classes.tick}>
            <Checkbox
              size="xs"
              aria-label={t('table.selectAll')}
              checked={rowCount > 0 && selection.selected.length === rowCount}
              indeterminate={selection.selected.length > 0 && selection.selected.length < rowCount}
              onChange={selection.toggleAll}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-align={column.align}
            style={{ width: column.width }}
            aria-sort={sort?.columnId === column.id ? sort.direction : undefined}
          >
            {column.sortable === true && onSort !== undefined ? (
              <SortButton column={column} onSort={onSort} {...(sort === undefined ? {} : { sort })} />
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}
