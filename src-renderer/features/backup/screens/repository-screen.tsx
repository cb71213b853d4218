import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import classes from '../components/repository/repository.module.css'
import { RepositoryActions } from '../components/repository/repository-actions.tsx'
import { RepositoryFacts } from '../components/repository/repository-facts.tsx'
import { RepositoryJobs } from '../components/repository/repository-jobs.tsx'
import { RepositoryState } from '../components/repository/repository-state.tsx'
import { RepositorySnapshots } from '../components/snapshot/repository-snapshots.tsx'
import { repositoryQuery } from '../queries.ts'

const route = getRouteApi('/backup/repositories/$repositoryId')

/** One repository: how it is, what lies in it, who saves to it. */
export function RepositoryScreen() {
  const { t } = useTranslation('backup')
  const { repositoryId } = route.useParams()
  const { jobId } = route.useSearch()
  const query = useQuery(repositoryQuery(repositoryId))
  const repository = query.data
  return (
    <Page>
      <PageHeader
        title={repository?.name ?? t('repositories')}
        badge={repository === undefined ? null : <RepositoryState repository={repository} />}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('repositories'), link: { to: '/backup/repositories' } },
        ]}
        actions={repository === undefined ? null : <RepositoryActions repository={repository} />}
      />
      {query.error === null ? null : (
        <ErrorPanel
          error={query.error}
          level={repository === undefined ? 'failed' : 'warning'}
          onRetry={() => void query.refetch()}
        />
      )}
      {repository === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[240, 120, 320]} />
        ) : null
      ) : (
        <>
          <div className={classes.cards}>
            <RepositoryFacts repository={repository} />
            <RepositoryJobs repositoryId={repository.id} />
          </div>
          <RepositorySnapshots repositoryId={repository.id} jobId={jobId} />
        </>
      )}
    </Page>
  )
}
