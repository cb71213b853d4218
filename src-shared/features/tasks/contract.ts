import { z } from 'zod'
import { idSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import { taskSchema } from './values.ts'

const read = procedure({ access: 'tasks.read', rateLimit: 'read', audit: 'none' })
const change = procedure({ access: 'tasks.cancel', rateLimit: 'write', audit: 'change' })
const byId = z.object({ id: idSchema })

/** Background work: what runs, what waits, what has ended, and stopping or repeating it. */
export const tasksContract = {
  /** `live` is what waits or runs, `ended` what has finished, newest first. */
  list: read
    .route({ method: 'GET', path: '/tasks' })
    .input(
      pageInputSchema.extend({
        show: z.enum(['live', 'ended', 'all']).default('all'),
        queue: z.string().max(100).optional(),
      }),
    )
    .output(pageSchema(taskSchema)),
  get: read.route({ method: 'GET', path: '/tasks/{id}' }).input(byId).errors(errors('NOT_FOUND')).output(taskSchema),
  /** Asks a running task to stop, or takes a waiting one out. The answer may still say `running`: `task.changed` tells the end. */
  cancel: change
    .route({ method: 'POST', path: '/tasks/{id}/cancel' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'TASK_NOT_CANCELLABLE'))
    .output(taskSchema),
  /** Puts an ended task back into its queue. */
  retry: change
    .route({ method: 'POST', path: '/tasks/{id}/retry' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'CONFLICT', 'QUEUE_FULL'))
    .output(taskSchema),
}
