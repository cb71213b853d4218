import type { CallContext } from '#main/platform/caller.ts'
import type { TaskQueue, TaskView } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page } from '#shared/contract/paging.ts'
import { endedTaskStates, liveTaskStates, type Task } from '#shared/features/tasks/values.ts'
import { isSeen, type SeenTasks, seenTasks, type TaskAccess } from './seen-tasks.ts'
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

/** Tasks as far as the caller has a right to them; those of others are not there for who sees only their own. */
export class TaskService {
  readonly #queue: VisibleQueue
  readonly #access: TaskAccess

  constructor(queue: VisibleQueue, access: TaskAccess) {
    this.#queue = queue
    this.#access = access
  }

  async list({ show, queue, cursor, limit }: TaskListInput, context: CallContext): Promise<Page<Task>> {
    const seen = seenTasks(this.#access, context, 'tasks.read')
    if (!seen.own && !seen.others) return { items: [], nextCursor: null }
    const filter = { ...statesShown[show], ...(queue !== undefined && { queue }), ...ownerFilter(seen) }
    const page = await this.#queue.list(filter, { limit, ...(cursor !== undefined && { cursor }) })
    return { items: page.items.map(toTask), nextCursor: page.nextCursor }
  }

  async get(id: string, context: CallContext): Promise<Task> {
    return toTask(await this.#find(id, context))
  }

  async cancel(id: string, context: CallContext): Promise<Task> {
    await this.#assertMayChange(id, context)
    await this.#queue.cancel(id)
    return this.get(id, context)
  }

  async retry(id: string, context: CallContext): Promise<Task> {
    await this.#assertMayChange(id, context)
    await this.#queue.retry(id)
    return this.get(id, context)
  }

  /** Whether the caller may hear how the task goes: it is theirs, or they see tasks or backups of everybody. */
  async isHeard(id: string, context: CallContext): Promise<boolean> {
    const seen = seenTasks(this.#access, context, 'tasks.read')
    if (seen.others || seenTasks(this.#access, context, 'backup.read').others) return true
    if (seen.callerId === null) return false
    return (await this.#queue.get(id))?.requestedBy === seen.callerId
  }

  async #assertMayChange(id: string, context: CallContext): Promise<void> {
    const { requestedBy } = await this.#find(id, context)
    if (isSeen(seenTasks(this.#access, context, 'tasks.cancel'), requestedBy)) return
    throw new AppError('FORBIDDEN', { permission: 'tasks.cancel' })
  }

  async #find(id: string, context: CallContext): Promise<TaskView> {
    const view = await this.#queue.get(id)
    if (view === null || !isSeen(seenTasks(this.#access, context, 'tasks.read'), view.requestedBy))
      throw new AppError('NOT_FOUND', { resource: 'task', id })
    return view
  }
}

function ownerFilter({ callerId, own, others }: SeenTasks) {
  if (callerId === null || (own && others)) return {}
  return own ? { requestedBy: callerId } : { notRequestedBy: callerId }
}
