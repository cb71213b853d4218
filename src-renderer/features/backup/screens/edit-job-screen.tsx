import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { BackupJob, BackupRepository } from '#shared/features/backup/values.ts'
import { JobFields } from '../components/job-form/job-fields.tsx'
import { jobInputOf, jobValues } from '../components/job-form/job-form-values.ts'
import { useJobForm } from '../components/job-form/use-job-form.ts'
import { useJobMutations } from '../mutations.ts'
import { jobQuery, repositoryChoicesQuery } from '../queries.ts'

const route = getRouteApi('/backup/jobs/$jobId/edit')

interface EditProps {
  readonly job: BackupJob
  readonly repositories: readonly BackupRepository[]
  /** Takes the newest state of the job as what the form begins with. */
  readonly onReload: () => void
}

function EditJobForm({ job, repositories, onReload }: EditProps) {
  const { t } = useTranslation('backup')
  const { timeZone } = useFormat()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const { update } = useJobMutations()
  const expected = useRef(job.updatedAt)
  const params = { jobId: job.id }
  const form = useJobForm({
    initial: jobValues(job, timeZone),
    draftKey: `job-${job.id}`,
    save: async (values) => {
      const input = { ...jobInputOf(values), id: job.id, expectedUpdatedAt: expected.current }
      const saved = await update.mutateAsync(input)
      showNotice({ tone: 'good', title: t('jobForm.saved', { name: saved.name }) })
      await navigate({ to: '/backup/jobs/$jobId', params })
    },
  })
  const overwrite = async () => {
    const newest = await client.fetchQuery({ ...jobQuery(job.id), staleTime: 0 })
    expected.current = newest.updatedAt
    await form.submit()
  }
  return (
    <FormPage
      wide
      form={form}
      label={t('jobForm.editTitle', { name: job.name })}
      submitLabel={t('jobForm.save')}
      onCancel={() => void navigate({ to: '/backup/jobs/$jobId', params })}
      failureActions={
        isFailure(form.failure, 'STALE') ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                form.discard()
                onReload()
              }}
            >
              {t('jobForm.stale.reload')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void overwrite()}>
              {t('jobForm.stale.overwrite')}
            </Button>
          </>
        ) : null
      }
    >
      <JobFields form={form} repositories={repositories} />
    </FormPage>
  )
}

/** Holds the job as it was when editing began, so that events do not pull the form from under one's hands. */
function StartedEdit({ current, ...props }: Omit<EditProps, 'onReload' | 'job'> & { readonly current: BackupJob }) {
  const client = useQueryClient()
  const [job, setJob] = useState(current)
  const reload = async () => setJob(await client.fetchQuery({ ...jobQuery(current.id), staleTime: 0 }))
  return <EditJobForm key={job.updatedAt} job={job} onReload={() => void reload()} {...props} />
}

/** Changes a job; what somebody else has changed meanwhile is never overwritten unasked. */
export function EditJobScreen() {
  const { t } = useTranslation('backup')
  const { jobId } = route.useParams()
  const job = useQuery(jobQuery(jobId))
  const repositories = useQuery(repositoryChoicesQuery())
  const error = job.error ?? repositories.error
  const isReady = job.data !== undefined && repositories.data !== undefined
  const name = job.data?.name ?? '…'
  return (
    <Page>
      <PageHeader
        title={t('jobForm.editTitle', { name })}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('jobs'), link: { to: '/backup/jobs' } },
          { label: name, link: { to: '/backup/jobs/$jobId', params: { jobId } } },
        ]}
      />
      {error === null ? null : (
        <ErrorPanel
          error={error}
          level={isReady ? 'warning' : 'failed'}
          onRetry={() => void Promise.all([job.refetch(), repositories.refetch()])}
        />
      )}
      {job.data === undefined || repositories.data === undefined ? (
        error === null ? (
          <LoadingCards heights={[240, 160, 320]} />
        ) : null
      ) : (
        <StartedEdit key={jobId} current={job.data} repositories={repositories.data.items} />
      )}
    </Page>
  )
}
