import { Button, SegmentedControl } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useMay } from '#renderer/api/session.ts'
import { useCodedText } from '#renderer/ui/coded-text.ts'
import { useFailureText } from '#renderer/ui/failure/use-failure-text.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Duration, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { shareDone } from '#renderer/ui/state/progress-panel.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { endedTaskStates, type Task } from '#shared/features/tasks/values.ts'
import { useTaskMutations } from '../mutations.ts'
import { type TasksShown, tasksQuery } from '../queries.ts'
import { taskTone } from '../task-tone.ts'

const route = getRouteApi('/tasks')
const isEnded = (task: Task) => endedTaskStates.some((state) => state === task.state)

function TaskState({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const live = useLiveProgress(task.state === 'running' ? task.id : null) ?? task.progress
  const share = live === null || task.state !== 'running' ? null : shareDone(live)
  const word = t(`state.${task.state}`)
  return <StateBadge tone={taskTone[task.state]}>{share === null ? word : `${word} ${format.share(share)}`}</StateBadge>
}

function TaskActions({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const { cancel, retry } = useTaskMutations()
  if (!useMay('tasks.cancel') || task.state === 'succeeded') return null
  const action = isEnded(task) ? retry : cancel
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={action.isPending}
      onClick={() => action.mutate({ id: task.id })}
    >
      {t(isEnded(task) ? 'retry' : 'cancel')}
    </Button>
  )
}

function useColumns(): readonly TableColumn<Task>[] {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const write = useCodedText()
  const failureText = useFailureText()
  const title = (task: Task) => write(task.title.code, task.title.data)
  const state = (task: Task) =>
    task.failure === null ? t(`state.${task.state}`) : `${t(`state.${task.state}`)}: ${failureText(task.failure).title}`
  return [
    { id: 'title', header: t('column.title'), fixed: true, minWidth: 220, cell: title, text: title },
    { id: 'state', header: t('column.state'), width: 150, cell: (task) => <TaskState task={task} />, text: state },
    {
      id: 'started',
      header: t('column.started'),
      width: 120,
      cell: (task) => <RelativeTime at={task.startedAt ?? task.runAt} />,
      text: (task) => format.instant(task.startedAt ?? task.runAt),
    },
    {
      id: 'duration',
      header: t('column.duration'),
      width: 110,
      align: 'end',
      cell: (task) => (task.durationMs === null ? null : <Duration ms={task.durationMs} />),
      text: (task) => (task.durationMs === null ? '' : format.duration(task.durationMs)),
    },
    {
      id: 'attempt',
      header: t('column.attempt'),
      width: 80,
      align: 'end',
      hidden: true,
      cell: (task) => t('attempts', { attempt: task.attempt, attempts: task.attempts }),
      text: (task) => `${task.attempt}/${task.attempts}`,
    },
    {
      id: 'queue',
      header: t('column.queue'),
      width: 110,
      hidden: true,
      cell: (task) => task.queue,
      text: (task) => task.queue,
    },
    {
      id: 'node',
      header: t('column.node'),
      width: 140,
      hidden: true,
      cell: (task) => task.node,
      text: (task) => task.node,
    },
    {
      id: 'actions',
      header: t('column.actions'),
      width: 140,
      fixed: true,
      align: 'end',
      cell: (task) => <TaskActions task={task} />,
      text: () => '',
    },
  ]
}

const shownChoices: readonly TasksShown[] = ['all', 'live', 'ended']

/** All background work: what runs, what waits, what has ended and how. */
export function TasksScreen() {
  const { t } = useTranslation('tasks')
  const write = useCodedText()
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const source = useTableSource(useInfiniteQuery(tasksQuery(show)))
  const columns = useColumns()
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('text')} />
      <DataTable
        label={t('title')}
        storageKey="tasks"
        columns={columns}
        source={source}
        rowId={(task) => task.id}
        rowName={(task) => write(task.title.code, task.title.data)}
        filters={
          <SegmentedControl
            size="xs"
            aria-label={t('show.label')}
            value={show}
            onChange={(value) =>
              void navigate({
                search: { show: shownChoices.find((choice) => choice === value) ?? 'all' },
                replace: true,
              })
            }
            data={shownChoices.map((choice) => ({ value: choice, label: t(`show.${choice}`) }))}
          />
        }
        empty={<EmptyState icon={<IconListCheck size={40} />} title={t('empty')} text={t('emptyText')} />}
      />
    </Page>
  )
}
