import { Button } from '@mantine/core'
import { IconDatabasePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Page, PageHeader, Section } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { JobFields } from '../components/job-form/job-fields.tsx'
import { jobInputOf, newJobValues } from '../components/job-form/job-form-values.ts'
import { useJobForm } from '../components/job-form/use-job-form.ts'
import { useJobMutations } from '../mutations.ts'
import { repositoryChoicesQuery } from '../queries.ts'

const route = getRouteApi('/backup/jobs/new')

function NewJobForm({ repositories }: { readonly repositories: readonly BackupRepository[] }) {
  const { t } = useTranslation('backup')
  const { timeZone } = useFormat()
  const { repositoryId } = route.useSearch()
  const navigate = route.useNavigate()
  const { create } = useJobMutations()
  const start = repositoryId ?? (repositories.length === 1 ? repositories[0]?.id : undefined) ?? ''
  const form = useJobForm({
    initial: newJobValues(start, timeZone),
    draftKey: 'job-new',
    save: async (values) => {
      const job = await create.mutateAsync(jobInputOf(values))
      showNotice({ tone: 'good', title: t('jobForm.created', { name: job.name }) })
      await navigate({ to: '/backup/jobs/$jobId', params: { jobId: job.id } })
    },
  })
  return (
    <FormPage
      wide
      form={form}
      label={t('jobForm.createTitle')}
      submitLabel={t('jobForm.create')}
      onCancel={() => void navigate({ to: '/backup/jobs' })}
    >
      <JobFields form={form} repositories={repositories} />
    </FormPage>
  )
}

/** Makes a job. Without a repository to save to, that comes first. */
export function NewJobScreen() {
  const { t } = useTranslation('backup')
  const query = useQuery(repositoryChoicesQuery())
  return (
    <Page>
      <PageHeader
        title={t('jobForm.createTitle')}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('jobs'), link: { to: '/backup/jobs' } },
        ]}
      />
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[240, 160, 320]} />
        ) : null
      ) : query.data.items.length === 0 ? (
        <Section title={t('jobForm.noRepository')}>
          <EmptyState
            icon={<IconDatabasePlus size={40} stroke={1.4} />}
            title={t('repository.empty')}
            text={t('jobForm.noRepositoryText')}
            action={
              <Button renderRoot={(props) => <Link to="/backup/repositories/new" {...props} />}>
                {t('addRepository')}
              </Button>
            }
          />
        </Section>
      ) : (
        <NewJobForm repositories={query.data.items} />
      )}
    </Page>
  )
}
