import { newId } from '#main/platform/identifiers.ts'
import type {
  EnqueueOptions,
  Json,
  TaskDefinition,
  TaskFilter,
  TaskQueue,
  TaskState,
  TaskView,
} from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import { isUniqueViolation } from '../../storage-error.ts'
import { EndWaiters } from './end-waiters.ts'
import { type KnownTask, knownTask } from './known-task.ts'
import { type DatabaseTaskQueueOptions, type QueueSettings, queueSettings } from './queue-options.ts'
import * as tasks from './repository.ts'
import { hasEnded, type TaskRecord } from './task-record.ts'
import { TaskRunner } from './task-runner.ts'
import { keptError } from './verdict.ts'

/**
 * The queue on the database: on SQLite for the one owner of a data folder, on PostgreSQL also for several nodes that
 * share it. Define every kind before `start`.
 */
export class DatabaseTaskQueue implements TaskQueue {
  readonly #settings: QueueSettings
  readonly #known = new Map<string, KnownTask>()
  readonly #waiters = new EndWaiters()
  readonly #runner: TaskRunner

  constructor(options: DatabaseTaskQueueOptions) {
    this.#settings = queueSettings(options)
    this.#runner = new TaskRunner(this.#settings, this.#known, {
      changed: (id, state) => this.#changed(id, state),
      lookAround: () => {
        for (const id of this.#waiters.ids) this.#tellEnd(id)
      },
    })
  }

  define<P extends Json>(definition: TaskDefinition<P>): void {
    if (this.#known.has(definition.kind)) throw new Error(`task kind ${definition.kind} is defined twice`)
    this.#known.set(definition.kind, knownTask(definition))
  }

  async enqueue(kind: string, payload: Json, options: EnqueueOptions): Promise<string> {
    const task = this.#task(kind)
    const { storage, clock, limit } = this.#settings
    const live = await this.#liveTask(options.deduplicationKey)
    if (live !== null) return live
    if ((await tasks.countWaiting(storage.db, task.queue, limit)) >= limit) {
      throw new AppError('QUEUE_FULL', { queue: task.queue, limit })
    }
    const now = clock.now().getTime()
    const runAt = options.runAt?.getTime() ?? now
    const added = {
      id: newId(),
      kind,
      queue: task.queue,
      state: runAt > now ? 'delayed' : 'waiting',
      priority: options.priority ?? 0,
      attempts: task.attempts,
      node: options.node === 'any' ? null : this.#settings.node,
      requestedBy: options.requestedBy,
      title: JSON.stringify(options.title),
      payload: JSON.stringify(task.accept(payload)),
      deduplicationKey: options.deduplicationKey ?? null,
      createdAt: now,
      runAt,
    } as const
    if (!(await tasks.insertTask(storage.db, added))) return this.enqueue(kind, payload, options)
    this.#changed(added.id, added.state)
    this.#runner.wake(added.state === 'delayed' ? undefined : task.queue)
    return added.id
  }

  async get(id: string): Promise<TaskView | null> {
    const record = await tasks.findTask(this.#settings.storage.db, id)
    return record && this.#view(record)
  }

  async list(
    filter: TaskFilter,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: TaskView[]; readonly nextCursor: string | null }> {
    const before = page.cursor === undefined ? {} : { before: page.cursor }
    const records = await tasks.listTasks(this.#settings.storage.db, filter, { ...before, limit: page.limit + 1 })
    const items = records.slice(0, page.limit).map((record) => this.#view(record))
    return { items, nextCursor: records.length > page.limit ? (items.at(-1)?.id ?? null) : null }
  }

  async cancel(id: string): Promise<void> {
    const { storage, clock } = this.#settings
    const reason = new AppError('CANCELLED', {})
    const end = { state: 'cancelled', result: null, error: keptError(reason, id) } as const
    if (await tasks.cancelWaiting(storage.db, id, end, clock.now().getTime())) return this.#changed(id, 'cancelled')
    if (this.#runner.abort(id, reason)) return
    const { view } = await this.#find(id)
    if (hasEnded(view.state)) throw new AppError('TASK_NOT_CANCELLABLE', { id, state: view.state })
    await tasks.requestCancel(storage.db, id)
    this.#runner.abort(id, reason)
  }

  async retry(id: string): Promise<void> {
    const { storage, clock } = this.#settings
    const { view } = await this.#find(id)
    const runAt = clock.now().getTime()
    const requeued = await tasks
      .requeueEnded(storage.db, id, { attempts: this.#task(view.kind).attempts, runAt })
      .catch((error: unknown) => {
        if (isUniqueViolation(error))
          throw new AppError('CONFLICT', { resource: 'task', field: 'state', value: 'live' })
        throw error
      })
    if (!requeued) throw new AppError('CONFLICT', { resource: 'task', field: 'state', value: view.state })
    this.#changed(id, 'waiting')
    this.#runner.wake(view.queue)
  }

  async whenEnded(id: string, signal?: AbortSignal): Promise<TaskView> {
    const given = new AbortController()
    const ended = this.#waiters.wait(id, signal ? AbortSignal.any([signal, given.signal]) : given.signal)
    ended.catch(() => {})
    try {
      const { view } = await this.#find(id)
      return hasEnded(view.state) ? view : await ended
    } finally {
      given.abort()
    }
  }

  start(): Promise<void> {
    return this.#runner.start()
  }

  async stop(): Promise<void> {
    await this.#runner.stop()
    this.#waiters.stop()
  }

  #task(kind: string): KnownTask {
    const task = this.#known.get(kind)
    if (!task) throw new Error(`no task kind ${kind} is defined`)
    return task
  }

  async #find(id: string): Promise<TaskRecord> {
    const record = await tasks.findTask(this.#settings.storage.db, id)
    if (!record) throw new AppError('NOT_FOUND', { resource: 'task', id })
    return record
  }

  async #liveTask(deduplicationKey: string | undefined): Promise<string | null> {
    if (deduplicationKey === undefined) return null
    return tasks.findLiveTaskId(this.#settings.storage.db, deduplicationKey)
  }

  #view(record: TaskRecord): TaskView {
    const progress = this.#runner.progressOf(record.view.id)
    return progress && record.view.state === 'running' ? { ...record.view, progress } : record.view
  }

  #changed(id: string, state: TaskState): void {
    this.#settings.events.publish({ type: 'task.changed', id, state })
    if (hasEnded(state) && this.#waiters.ids.includes(id)) this.#tellEnd(id)
  }

  #tellEnd(id: string): void {
    this.#find(id).then(
      ({ view }) => {
        if (hasEnded(view.state)) this.#waiters.ended(view)
      },
      (error: unknown) => this.#settings.log.error('could not tell the end of a task', { taskId: id, error }),
    )
  }
}
