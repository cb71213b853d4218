import { implement } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import { tasksContract } from '#shared/features/tasks/contract.ts'
import type { TaskService } from './service.ts'

export function createTasksRouter(service: TaskService) {
  const tasks = implement(tasksContract).$context<CallContext>()
  return tasks.router({
    list: tasks.list.handler(({ input }) => service.list(input)),
    get: tasks.get.handler(({ input }) => service.get(input.id)),
    cancel: tasks.cancel.handler(({ input }) => service.cancel(input.id)),
    retry: tasks.retry.handler(({ input }) => service.retry(input.id)),
  })
}
