import { ActionIcon, Anchor, Indicator, Popover, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconActivity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { liveTasksQuery, TaskProgress } from '#renderer/features/tasks/index.ts'

/** What runs now, with its progress; found again here wherever one has gone. */
export function RunningTasks() {
  const { t } = useTranslation('app')
  const [opened, handlers] = useDisclosure(false)
  const may = useMay('tasks.read')
  const tasks = useQuery({ ...liveTasksQuery(), enabled: may }).data?.items ?? []
  if (!may) return null
  return (
    <Popover opened={opened} onChange={handlers.toggle} position="bottom-end" width={420} trapFocus>
      <Indicator
        label={tasks.length}
        size={16}
        disabled={tasks.length === 0}
        offset={6}
        color="var(--state-running-mark)"
      >
        <Popover.Target>
          <ActionIcon size="lg" aria-label={t('running.button', { count: tasks.length })} onClick={handlers.toggle}>
            <IconActivity size={20} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('running.title')}>
        <Stack gap="md">
          <Text fw={600}>{t('running.title')}</Text>
          {tasks.length === 0 ? <Text c="dimmed">{t('running.none')}</Text> : null}
          {tasks.slice(0, 5).map((task) => (
            <TaskProgress key={task.id} task={task} />
          ))}
          <Anchor component={Link} to="/tasks" fz="sm" onClick={handlers.close}>
            {t('running.all')}
          </Anchor>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
