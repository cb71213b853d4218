import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Task, TaskStateValue } from '#shared/features/tasks/values.ts'
import { runningTaskId } from './backup-sample.ts'
import { hour, idOf, instant, minute, pageOf, pick, seeded } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.tasks, Nothing, Nothing>

const random = seeded(7)
const states: readonly [TaskStateValue, ...TaskStateValue[]] = [
  'succeeded',
  'succeeded',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
]

function task(index: number): Task {
  const state: TaskStateValue =
    index === 0 ? 'running' : index === 1 ? 'waiting' : index === 2 ? 'delayed' : pick(states, random())
  const started = state === 'waiting' ? null : instant(-index * 21 * minute - 3 * minute)
  return {
    id: index === 0 ? runningTaskId : idOf(4, index + 1),
    kind: 'backup.run',
    queue: 'backup',
    state,
    priority: 0,
    attempt: state === 'delayed' ? 2 : 1,
    attempts: 3,
    node: 'kuraban-hq',
    requestedBy: 'system',
    title: {
      code: `backup.task.${pick(['backup', 'verify', 'restore'], index === 0 ? 0 : random())}`,
      data: {
        job: index === 0 ? '図面フォルダー（CAD・橋梁設計）' : '経理データベース',
        repository: '本社バックアップ保管庫',
      },
    },
    createdAt: instant(-index * 21 * minute - 4 * minute),
    runAt: instant(-index * 21 * minute - 4 * minute),
    startedAt: started,
    finishedAt: index < 3 ? null : instant(-index * 21 * minute),
    durationMs: index < 3 ? null : Math.round(random() * hour),
    progress: null,
    failure: state === 'failed' ? { code: 'REPOSITORY_STORAGE_FULL', data: { file: 'data/4f/4f2a9c' } } : null,
  }
}

const tasks: readonly Task[] = Array.from({ length: 1_000 }, (_, index) => task(index))
const isLive = (one: Task) => one.state === 'running' || one.state === 'waiting' || one.state === 'delayed'

/** A long list of tasks of every state. */
export function tasksDouble(os: Of) {
  const first = () => {
    const [one] = tasks
    if (one === undefined) throw new Error('the sample is empty')
    return one
  }
  return os.router({
    list: os.list.handler(({ input }) =>
      pageOf(
        variant === 'empty'
          ? []
          : tasks.filter((one) => input.show === 'all' || isLive(one) === (input.show === 'live')),
        input,
      ),
    ),
    get: os.get.handler(first),
    cancel: os.cancel.handler(({ input, errors }) => {
      throw errors.TASK_NOT_CANCELLABLE({ data: { id: input.id, state: 'succeeded' } })
    }),
    retry: os.retry.handler(first),
  })
}
