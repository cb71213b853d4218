import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { LiveExecution } from '../components/execution/live-execution.tsx'
import { JobActions } from '../components/job/job-actions.tsx'
import { JobFacts } from '../components/job/job-facts.tsx'
import { JobHistory } from '../components/job/job-history.tsx'
import { JobSentence } from '../components/job/job-sentence.tsx'
import { JobState } from '../components/job/job-state.tsx'
import { JobTrend } from '../components/job/job-trend.tsx'
import { executionQuery, jobQuery } from '../queries.ts'

const route = getRouteApi('/backup/jobs/$jobId')

function RunningNow({ executionId }: { readonly executionId: string }) {
  const execution = useQuery(executionQuery(executionId)).data
  return execution === undefined ? null : <LiveExecution execution={execution} />
}

/** One job: how it stands in a sentence, its run now, how it went over time, what it is set to. */
export function JobScreen() {
  const { t } = useTranslation('backup')
  const { jobId } = route.useParams()
  const query = useQuery(jobQuery(jobId))
  const job = query.data
  return (
    <Page>
      <PageHeader
        title={job?.name ?? t('jobs')}
        badge={job === undefined ? null : <JobState job={job} />}
        description={job === undefined ? undefined : <JobSentence job={job} />}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('jobs'), link: { to: '/backup/jobs' } },
        ]}
        actions={job === undefined ? null : <JobActions job={job} />}
      />
      {query.error === null ? null : (
        <ErrorPanel
          error={query.error}
          level={job === undefined ? 'failed' : 'warning'}
          onRetry={() => void query.refetch()}
        />
      )}
      {job === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[220, 240, 240]} />
        ) : null
      ) : (
        <>
          {job.runningExecutionId === null ? null : <RunningNow executionId={job.runningExecutionId} />}
          <JobTrend jobId={job.id} />
          <JobHistory jobId={job.id} />
          <JobFacts job={job} />
        </>
      )}
    </Page>
  )
}
