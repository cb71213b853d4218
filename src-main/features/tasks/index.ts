import { createTasksRouter } from './router.ts'
import { createTaskService, type VisibleQueue } from './service.ts'

/** What the feature needs of the program. */
export interface TasksFeatureOptions {
  readonly queue: VisibleQueue
}

/** Background work as people see it: what runs, waits and has ended; cancelling and repeating it. */
export function createTasksFeature({ queue }: TasksFeatureOptions) {
  return { router: createTasksRouter(createTaskService(queue)) }
}
