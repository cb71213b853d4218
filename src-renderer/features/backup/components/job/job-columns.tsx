import { useTranslation } from 'react-i18next'
import { PathText } from '#renderer/ui/format/path-text.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { useIsNarrow } from '../home/use-is-narrow.ts'
import { JobState } from './job-state.tsx'
import { RunJobButton } from './run-job-button.tsx'
import { useScheduleReading } from './schedule-reading.ts'

const lastAt = (job: BackupJob) => job.lastExecution?.startedAt ?? job.lastExecution?.createdAt

/** Columns of a list of jobs. */
export function useJobColumns(): readonly TableColumn<BackupJob>[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const readSchedule = useScheduleReading()
  const isNarrow = useIsNarrow()
  const state = (job: BackupJob) => {
    if (!job.enabled) return t('job.state.off')
    return job.lastExecution === null ? t('job.state.never-ran') : t(`execution.state.${job.lastExecution.state}`)
  }
  return [
    {
      id: 'name',
      header: t('job.column.name'),
      fixed: true,
      minWidth: 150,
      cell: (job) => job.name,
      text: (job) => job.name,
    },
    { id: 'state', header: t('job.column.state'), width: 124, cell: (job) => <JobState job={job} />, text: state },
    {
      id: 'last',
      header: t('job.column.last'),
      width: 104,
      cell: (job) => {
        const at = lastAt(job)
        return at === undefined ? null : <RelativeTime at={at} />
      },
      text: (job) => {
        const at = lastAt(job)
        return at === undefined ? '' : format.instant(at)
      },
    },
    {
      id: 'next',
      header: t('job.column.next'),
      width: 104,
      cell: (job) => (job.nextRunAt === null ? null : <RelativeTime at={job.nextRunAt} />),
      text: (job) => (job.nextRunAt === null ? '' : format.instant(job.nextRunAt)),
    },
    {
      id: 'schedule',
      header: t('job.column.schedule'),
      width: 124,
      cell: (job) => readSchedule(job.schedule),
      text: (job) => readSchedule(job.schedule),
    },
    {
      id: 'repository',
      header: t('job.column.repository'),
      width: 180,
      hidden: isNarrow,
      cell: (job) => job.repositoryName,
      text: (job) => job.repositoryName,
    },
    {
      id: 'sources',
      header: t('job.column.sources'),
      width: 220,
      hidden: true,
      cell: (job) => <PathText path={job.sources.join(', ')} />,
      text: (job) => job.sources.join('\n'),
    },
    {
      id: 'actions',
      header: t('job.column.actions'),
      width: 116,
      fixed: true,
      align: 'end',
      cell: (job) => <RunJobButton job={job} small />,
      text: () => '',
    },
  ]
}
