import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import classes from '../components/lists.module.css'
import { NeedsAttention } from '../components/needs-attention.tsx'
import { NextRuns } from '../components/next-runs.tsx'
import { RecentExecutions } from '../components/recent-executions.tsx'
import { RunningNow } from '../components/running-now.tsx'
import { Trend } from '../components/trend.tsx'
import { Verdict } from '../components/verdict.tsx'
import { type Overview, overviewQuery } from '../queries.ts'

function OverviewContent({ overview }: { readonly overview: Overview }) {
  if (overview.verdict === 'nothing-yet' && overview.jobCount === 0)
    return <FirstSteps hasRepository={overview.repositoryCount > 0} />
  return (
    <>
      <Verdict overview={overview} />
      <NeedsAttention needs={overview.needsAttention} />
      <RunningNow running={overview.running} />
      <div className={classes.columns}>
        <Trend trend={overview.trend} />
        <NextRuns runs={overview.nextRuns} />
      </div>
      <RecentExecutions executions={overview.recent} />
    </>
  )
}

/** Is my site all right? One sentence, what needs me, what runs, what comes, and how it has been. */
export function OverviewScreen() {
  const { t } = useTranslation('overview')
  const query = useQuery(overviewQuery())
  return (
    <Page>
      <PageHeader title={t('title')} />
      {query.error === null ? null : (
        <ErrorPanel
          error={query.error}
          level={query.data === undefined ? 'failed' : 'warning'}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[78, 120, 360, 240]} />
        ) : null
      ) : (
        <OverviewContent overview={query.data} />
      )}
    </Page>
  )
}
