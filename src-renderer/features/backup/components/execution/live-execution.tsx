import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useMay } from '#renderer/api/session.ts'
import { usePhaseText } from '#renderer/features/tasks/index.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { ProgressPanel } from '#renderer/ui/state/progress-panel.tsx'
import { useCancelExecution } from '../../mutations.ts'
import { useExecutionName } from '../../use-execution-name.ts'
import type { ExecutionWithDetail } from './types.ts'

/** A run that goes on or waits: how far it is, and stopping it. */
export function LiveExecution({
  execution,
}: {
  readonly execution: Omit<ExecutionWithDetail, 'problems' | 'findings' | 'restore'>
}) {
  const { t } = useTranslation('backup')
  const nameOf = useExecutionName()
  const phaseText = usePhaseText()
  const mayCancel = useMay('backup.run')
  const cancel = useCancelExecution()
  const live = useLiveProgress(execution.taskId)
  const progress = live ?? execution.progress
  return (
    <Section title={t('execution.progress')}>
      {execution.state === 'waiting' ? (
        <Text fz="sm" c="dimmed">
          {t('execution.waiting')}
        </Text>
      ) : null}
      <ProgressPanel
        label={nameOf(execution)}
        phase={phaseText(progress?.phase)}
        progress={progress}
        onCancel={mayCancel ? () => cancel.mutate({ id: execution.id }) : undefined}
        cancelling={cancel.isPending || cancel.isSuccess}
      />
    </Section>
  )
}
