import { ActionIcon, Group, Loader, Menu, Text, Tooltip } from '@mantine/core'
import { IconColumns3, IconCopy, IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureText } from '#renderer/ui/failure/use-failure-text.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { TableColumn } from './column.ts'
import { saveTextFile, toClipboardText, toCsv } from './delimited-text.ts'
import type { TableSource } from './table-source.ts'
import type { useColumnChoice } from './use-column-choice.ts'

interface ToolbarProps<T> {
  readonly label: string
  readonly allColumns: readonly TableColumn<T>[]
  readonly choice: ReturnType<typeof useColumnChoice<T>>
  readonly source: TableSource<T>
  readonly selectedRows: readonly T[]
  readonly filters: ReactNode
  readonly selectionActions: ReactNode
}

function ColumnMenu<T>({ allColumns, choice }: Pick<ToolbarProps<T>, 'allColumns' | 'choice'>) {
  const { t } = useTranslation('ui')
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('table.columns')}>
          <IconColumns3 size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('table.columns')}</Menu.Label>
        {allColumns.map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={choice.isShown(column)}
            disabled={column.fixed === true}
            onChange={() => choice.toggle(column)}
          >
            {column.header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={choice.reset}>{t('table.resetColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Filters at the left; what is ticked, copy, CSV and columns at the right. */
export function TableToolbar<T>(props: ToolbarProps<T>) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const write = useFailureText()
  const { source, selectedRows, choice } = props
  const all = async () =>
    selectedRows.length > 0 ? selectedRows : source.hasMore ? await source.loadAll() : source.rows
  const report = (error: unknown) => {
    const text = write(error)
    showNotice({ tone: 'failed', title: text.title, text: text.whatToDo })
  }
  const copy = async () => {
    const rows = await all()
    await navigator.clipboard.writeText(toClipboardText(choice.visible, rows))
    announce(t('table.copied', { count: rows.length }))
    showNotice({ tone: 'good', title: t('table.copied', { count: rows.length }) })
  }
  const save = async () => saveTextFile(`${props.label}.csv`, 'text/csv', toCsv(choice.visible, await all()))
  const shown = `${format.count(source.rows.length)}${source.hasMore ? '+' : ''}`
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">{props.filters}</Group>
      <Group gap={4}>
        {props.selectionActions}
        {source.isRefreshing ? <Loader size={14} role="img" aria-label={t('loading')} /> : null}
        <Text fz="sm" c="dimmed" mx={4}>
          {selectedRows.length > 0
            ? t('table.selected', { count: selectedRows.length })
            : source.isLoading || (source.rows.length === 0 && source.error !== null)
              ? null
              : t('table.rows', { count: source.rows.length, shown })}
        </Text>
        <Tooltip label={t('table.copy')}>
          <ActionIcon aria-label={t('table.copy')} onClick={() => void copy().catch(report)}>
            <IconCopy size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('table.csv')}>
          <ActionIcon aria-label={t('table.csv')} onClick={() => void save().catch(report)}>
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <ColumnMenu allColumns={props.allColumns} choice={choice} />
      </Group>
    </Group>
  )
}
