import type { TaskQueue } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page } from '#shared/contract/paging.ts'
import { endedTaskStates, liveTaskStates, type Task } from '#shared/features/tasks/values.ts'
import { toTask } from './to-task.ts'

/** The part of the queue that this feature shows. */
export type VisibleQueue = Pick<TaskQueue, 'get' | 'list' | 'cancel' | 'retry'>

export interface TaskListInput {
  readonly show: 'live' | 'ended' | 'all'
  readonly queue?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

const statesShown = { live: { states: liveTaskStates }, ended: { states: endedTaskStates }, all: {} }

export type TaskService = ReturnType<typeof createTaskService>

export function createTaskService(queue: VisibleQueue) {
  const get = async (id: string): Promise<Task> => {
    const view = await queue.get(id)
    if (!view) throw new AppError('NOT_FOUND', { resource: 'task', id })
    return toTask(view)
  }
  return {
    get,
    async list({ show, queue: name, cursor, limit }: TaskListInput): Promise<Page<Task>> {
      const filter = { ...statesShown[show], ...(name !== undefined && { queue: name }) }
      const page = await queue.list(filter, { limit, ...(cursor !== undefined && { cursor }) })
      return { items: page.items.map(toTask), nextCursor: page.nextCursor }
    },
    async cancel(id: string): Promise<Task> {
      await queue.cancel(id)
      return get(id)
    },
    async retry(id: string): Promise<Task> {
      await queue.retry(id)
      return get(id)
    },
  }
}
