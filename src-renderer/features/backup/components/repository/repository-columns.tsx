import { useTranslation } from 'react-i18next'
import { PathText } from '#renderer/ui/format/path-text.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes, Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { useIsNarrow } from '../home/use-is-narrow.ts'
import { conditionOf, RepositoryState } from './repository-state.tsx'

type Column = TableColumn<BackupRepository>

function useFigureColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const isNarrow = useIsNarrow()
  return [
    {
      id: 'size',
      header: t('repository.column.size'),
      width: 88,
      align: 'end',
      cell: ({ sizeBytes }) => (sizeBytes === null ? null : <Bytes value={sizeBytes} />),
      text: ({ sizeBytes }) => String(sizeBytes ?? ''),
    },
    {
      id: 'snapshots',
      hidden: isNarrow,
      header: t('repository.column.snapshots'),
      width: 124,
      align: 'end',
      cell: ({ snapshotCount }) => (snapshotCount === null ? null : <Count value={snapshotCount} />),
      text: ({ snapshotCount }) => String(snapshotCount ?? ''),
    },
    {
      id: 'jobs',
      hidden: isNarrow,
      header: t('repository.column.jobs'),
      width: 76,
      align: 'end',
      cell: ({ jobCount }) => <Count value={jobCount} />,
      text: ({ jobCount }) => String(jobCount),
    },
  ]
}

/** Columns of the list of repositories. */
export function useRepositoryColumns(): readonly Column[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const moment = (id: string, header: string, at: (repository: BackupRepository) => string | null): Column => ({
    id,
    header,
    width: 104,
    cell: (repository) => {
      const instant = at(repository)
      return instant === null ? null : <RelativeTime at={instant} />
    },
    text: (repository) => {
      const instant = at(repository)
      return instant === null ? '' : format.instant(instant)
    },
  })
  return [
    {
      id: 'name',
      header: t('repository.column.name'),
      fixed: true,
      minWidth: 172,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('repository.column.state'),
      width: 144,
      cell: (repository) => <RepositoryState repository={repository} />,
      text: (repository) => t(`repository.state.${conditionOf(repository)}`),
    },
    {
      id: 'location',
      header: t('repository.column.location'),
      minWidth: 150,
      cell: ({ location }) => <PathText path={location.path} />,
      text: ({ location }) => location.path,
    },
    ...useFigureColumns(),
    moment('lastSnapshot', t('repository.column.lastSnapshot'), ({ lastSnapshotAt }) => lastSnapshotAt),
    moment('lastVerified', t('repository.column.lastVerified'), ({ lastVerifiedAt }) => lastVerifiedAt),
  ]
}
