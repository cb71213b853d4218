import { implement } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import { tasksContract } from '#shared/features/tasks/contract.ts'
import type { TaskService } from './service.ts'

export function createTasksRouter(service: TaskService) {
  const tasks = implement(tasksContract).$context<CallContext>()
  return tasks.router({
    list: tasks.list.handler(({ input, context }) => service.list(input, context)),
    get: tasks.get.handler(({ input, context }) => service.get(input.id, context)),
    cancel: tasks.cancel.handler(({ input, context }) => service.cancel(input.id, context)),
    retry: tasks.retry.handler(({ input, context }) => service.retry(input.id, context)),
  })
}
