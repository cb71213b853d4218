import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { ExecutionActions } from '../components/execution/execution-actions.tsx'
import { ExecutionDetail } from '../components/execution/execution-detail.tsx'
import { ExecutionState } from '../components/execution/execution-state.tsx'
import { executionQuery } from '../queries.ts'
import { useExecutionName } from '../use-execution-name.ts'

const route = getRouteApi('/backup/executions/$executionId')

/** One run beside the list: how far it is, how it ended, what went wrong and what to do. */
export function ExecutionScreen() {
  const { t } = useTranslation('backup')
  const { executionId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const nameOf = useExecutionName()
  const query = useQuery(executionQuery(executionId))
  const execution = query.data
  return (
    <DetailDrawer
      opened
      onClose={() => void navigate({ to: '/backup/executions', search })}
      title={execution === undefined ? t('execution.summary') : nameOf(execution)}
      badge={execution === undefined ? null : <ExecutionState execution={execution} />}
      actions={execution === undefined ? undefined : <ExecutionActions execution={execution} />}
    >
      {query.error === null ? null : (
        <ErrorPanel
          error={query.error}
          level={execution === undefined ? 'failed' : 'warning'}
          onRetry={() => void query.refetch()}
        />
      )}
      {execution === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[120, 240]} />
        ) : null
      ) : (
        <ExecutionDetail execution={execution} />
      )}
    </DetailDrawer>
  )
}
