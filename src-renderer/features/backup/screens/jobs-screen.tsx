import { Button } from '@mantine/core'
import { IconArchive, IconDatabasePlus, IconPlayerPlay } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { BackupHome } from '../components/home/backup-home.tsx'
import { useJobColumns } from '../components/job/job-columns.tsx'
import { useRunJob } from '../mutations.ts'
import { jobsQuery, repositoryChoicesQuery } from '../queries.ts'

const route = getRouteApi('/backup/jobs')

/** Nothing yet: first a repository, then a job. */
function NoJobs() {
  const { t } = useTranslation('backup')
  const mayManage = useMay('backup.manage')
  const hasRepository = (useQuery(repositoryChoicesQuery()).data?.items.length ?? 0) > 0
  return hasRepository ? (
    <EmptyState
      icon={<IconArchive size={40} stroke={1.4} />}
      title={t('job.empty')}
      text={t('job.emptyText')}
      action={
        mayManage ? (
          <Button renderRoot={(props) => <Link to="/backup/jobs/new" {...props} />}>{t('jobForm.create')}</Button>
        ) : null
      }
    />
  ) : (
    <EmptyState
      icon={<IconDatabasePlus size={40} stroke={1.4} />}
      title={t('repository.empty')}
      text={t('repository.emptyText')}
      action={
        mayManage ? (
          <Button renderRoot={(props) => <Link to="/backup/repositories/new" {...props} />}>
            {t('addRepository')}
          </Button>
        ) : null
      }
    />
  )
}

function RunTicked({ jobs, onDone }: { readonly jobs: readonly BackupJob[]; readonly onDone: () => void }) {
  const { t } = useTranslation('backup')
  const run = useRunJob()
  return (
    <Button
      size="compact-sm"
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      onClick={() => {
        for (const job of jobs) if (job.runningExecutionId === null) run.mutate({ id: job.id })
        onDone()
      }}
    >
      {t('job.runTicked', { count: jobs.length })}
    </Button>
  )
}

const runTicked = (jobs: readonly BackupJob[], clear: () => void) => <RunTicked jobs={jobs} onDone={clear} />

/** Every job: how its last run ended, when the next one comes, and running it. */
export function JobsScreen() {
  const { t } = useTranslation('backup')
  const navigate = route.useNavigate()
  const mayRun = useMay('backup.run')
  const source = useTableSource(useInfiniteQuery(jobsQuery()))
  return (
    <BackupHome page="jobs">
      <DataTable
        label={t('jobs')}
        storageKey="backup-jobs"
        columns={useJobColumns()}
        source={source}
        rowId={(job) => job.id}
        rowName={(job) => job.name}
        onOpen={(job) => void navigate({ to: '/backup/jobs/$jobId', params: { jobId: job.id } })}
        {...(mayRun ? { selectionActions: runTicked } : {})}
        empty={<NoJobs />}
      />
    </BackupHome>
  )
}
