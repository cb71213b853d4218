import { useTranslation } from 'react-i18next'
import { PathText } from '#renderer/ui/format/path-text.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes, Count, Moment } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'

type Column = TableColumn<BackupSnapshot>

function useFigureColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const bytes = (id: 'size' | 'added', of: (snapshot: BackupSnapshot) => number | null): Column => ({
    id,
    header: t(`snapshot.column.${id}`),
    width: 112,
    align: 'end',
    cell: (snapshot) => {
      const value = of(snapshot)
      return value === null ? null : <Bytes value={value} />
    },
    text: (snapshot) => String(of(snapshot) ?? ''),
  })
  return [
    {
      id: 'files',
      header: t('snapshot.column.files'),
      width: 100,
      align: 'end',
      cell: ({ totalFiles }) => (totalFiles === null ? null : <Count value={totalFiles} />),
      text: ({ totalFiles }) => String(totalFiles ?? ''),
    },
    bytes('size', ({ totalBytes }) => totalBytes),
    bytes('added', ({ addedBytes }) => addedBytes),
  ]
}

/** Columns of a list of snapshots. */
export function useSnapshotColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const plain = (
    id: 'host' | 'user' | 'tags' | 'id',
    width: number,
    of: (snapshot: BackupSnapshot) => string,
  ): Column => ({
    id,
    header: t(`snapshot.column.${id}`),
    width,
    hidden: id !== 'host',
    cell: of,
    text: of,
  })
  return [
    {
      id: 'time',
      header: t('snapshot.column.time'),
      fixed: true,
      width: 150,
      cell: ({ time }) => <Moment at={time} />,
      text: ({ time }) => format.instant(time),
    },
    {
      id: 'paths',
      header: t('snapshot.column.paths'),
      minWidth: 180,
      cell: ({ paths }) => <PathText path={paths.join(', ')} />,
      text: ({ paths }) => paths.join('\n'),
    },
    ...useFigureColumns(),
    plain('host', 140, ({ hostname }) => hostname),
    plain('user', 110, ({ username }) => username),
    plain('tags', 140, ({ tags }) => tags.join(', ')),
    plain('id', 100, ({ shortId }) => shortId),
  ]
}
