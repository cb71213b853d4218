import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useMay } from '#renderer/api/session.ts'
import { useCancelExecution, useExecutionName } from '#renderer/features/backup/index.ts'
import { usePhaseText } from '#renderer/features/tasks/index.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { ProgressPanel } from '#renderer/ui/state/progress-panel.tsx'
import type { Execution } from '#shared/features/backup/values.ts'
import classes from './lists.module.css'

function RunningExecution({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('overview')
  const nameOf = useExecutionName()
  const phaseText = usePhaseText()
  const progress = useLiveProgress(execution.taskId)
  const mayRun = useMay('backup.run')
  const cancel = useCancelExecution()
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
