import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useMay } from '#renderer/api/session.ts'
import { useCodedText } from '#renderer/ui/coded-text.ts'
import { ProgressPanel } from '#renderer/ui/state/progress-panel.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { Task } from '#shared/features/tasks/values.ts'
import { useTaskMutations } from '../mutations.ts'
import { taskTone } from '../task-tone.ts'
import { usePhaseText } from '../use-phase-text.ts'

/** One living task with its progress and a way to stop it. */
export function TaskProgress({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const write = useCodedText()
  const phaseText = usePhaseText()
  const live = useLiveProgress(task.id)
  const progress = live ?? task.progress
  const { cancel } = useTaskMutations()
  const mayCancel = useMay('tasks.cancel')
  const title = write(task.title.code, task.title.data)
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text fw={500} fz="sm" lineClamp={2}>
          {title}
        </Text>
        <StateBadge tone={taskTone[task.state]}>{t(`state.${task.state}`)}</StateBadge>
      </Group>
      {task.state === 'running' ? (
        <ProgressPanel
          label={title}
          phase={phaseText(progress?.phase)}
          progress={progress}
          onCancel={mayCancel ? () => cancel.mutate({ id: task.id }) : undefined}
          cancelling={cancel.isPending}
        />
      ) : null}
    </Stack>
  )
}
