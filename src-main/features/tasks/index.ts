import { createTasksRouter } from './router.ts'
import type { TaskAccess } from './seen-tasks.ts'
import { TaskService, type VisibleQueue } from './service.ts'

/** What the feature needs of the program. */
export interface TasksFeatureOptions {
  readonly queue: VisibleQueue
  readonly access: TaskAccess
}

/** Background work as people see it: what runs, waits and has ended; cancelling and repeating it. */
export function createTasksFeature({ queue, access }: TasksFeatureOptions) {
  const service = new TaskService(queue, access)
  return { service, router: createTasksRouter(service) }
}
