import { Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useMay } from '#renderer/api/session.ts'
import { usePhaseText } from '#renderer/features/tasks/index.ts'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { ProgressPanel } from '#renderer/ui/state/progress-panel.tsx'
import type { Execution } from '#shared/features/backup/values.ts'
import { useExecutionName } from '../use-execution-name.ts'
import classes from './lists.module.css'

function RunningExecution({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('overview')
  const client = useQueryClient()
  const nameOf = useExecutionName()
  const phaseText = usePhaseText()
  const progress = useLiveProgress(execution.taskId)
  const mayRun = useMay('backup.run')
  const cancel = useMutation(
    queries.backup.executions.cancel.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: queries.backup.key() }),
      onError: useFailureNotice(),
    }),
  )
  const name = nameOf(execution)
  return (
    <div>
      <Link to="/backup/executions/$executionId" params={{ executionId: execution.id }} className={classes.link}>
        {name}
      </Link>
      {execution.state === 'waiting' ? (
        <Text fz="sm" c="dimmed">
          {t('recent.waiting')}
        </Text>
      ) : (
        <ProgressPanel
          label={name}
          phase={phaseText(progress?.phase)}
          progress={progress}
          onCancel={mayRun ? () => cancel.mutate({ id: execution.id }) : undefined}
          cancelling={cancel.isPending}
        />
      )}
    </div>
  )
}

/** What runs just now, with its progress. */
export function RunningNow({ running }: { readonly running: readonly Execution[] }) {
  const { t } = useTranslation('overview')
  if (running.length === 0) return null
  return (
    <Section title={t('running.title')}>
      <Stack gap="md">
        {running.map((execution) => (
          <RunningExecution key={execution.id} execution={execution} />
        ))}
      </Stack>
    </Section>
  )
}
