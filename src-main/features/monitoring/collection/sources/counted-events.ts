import type { EventBus } from '#main/platform/events.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { MetricRegistry } from '#main/platform/metrics/index.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { Storage } from '#main/storage/storage.ts'

export interface CountedEventsPorts {
  readonly registry: MetricRegistry
  readonly storage: Pick<Storage, 'onQuery'>
  readonly events: Pick<EventBus, 'listen'>
  readonly queue: Pick<TaskQueue, 'get'>
  readonly log: Logger
}

/** Counts what happens as it happens: statements of the database, and tasks that failed after all their attempts. */
export function countEvents({ registry, storage, events, queue, log }: CountedEventsPorts, owner: Owner): void {
  const ofQueries = storage.onQuery(({ durationMs }) => {
    registry.observe('db_query_duration_seconds', {}, durationMs / 1000)
  })
  const countFailure = async (id: string) => {
    const task = await queue.get(id)
    if (task !== null) registry.add('kuraban_task_failures_total', { queue: task.queue })
  }
  const ofTasks = events.listen((event) => {
    if (event.type !== 'task.changed' || event.state !== 'failed') return
    countFailure(event.id).catch((error: unknown) => log.warning('a failed task could not be counted', { error }))
  })
  owner.own('counting of events', () => {
    ofQueries()
    ofTasks()
  })
}
