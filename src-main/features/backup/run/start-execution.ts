import type { CallContext, Caller } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Json } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import { ownerIdOf } from '../access/thing-access.ts'
import type { Announcements } from '../announcements.ts'
import type { BackupPorts } from '../ports.ts'
import { deleteExecution, findExecution, type NewExecution, setExecutionTask } from '../repository/execution-rows.ts'
import { recordWaiting } from './record-waiting.ts'
import { taskKinds } from './task-kinds.ts'

/** What is to be run, for whom and why. */
export interface ExecutionOrder {
  readonly kind: Execution['kind']
  readonly trigger: Execution['trigger']
  readonly job: { readonly id: string; readonly name: string } | null
  readonly repository: { readonly id: string; readonly name: string }
  readonly request: Json
  readonly context: CallContext
}

/** Records a run as waiting and puts it into the queue. A job that waits or runs already is refused. */
export async function startExecution(
  ports: BackupPorts,
  announcements: Announcements,
  order: ExecutionOrder,
): Promise<Execution> {
  const { storage, queue } = ports
  const execution = await insert(ports, order)
  try {
    const taskId = await queue.enqueue(
      taskKinds[order.kind],
      { executionId: execution.id },
      {
        priority: order.trigger === 'manual' ? 10 : 0,
        requestedBy: taskOwner(order.context.caller),
        title: {
          code: `backup.task.${order.kind}`,
          data: { job: order.job?.name ?? '', repository: order.repository.name },
        },
      },
    )
    await setExecutionTask(storage.db, execution.id, taskId)
  } catch (error) {
    await deleteExecution(storage.db, execution.id)
    throw error
  }
  const started = await findExecution(storage.db, execution.id)
  if (!started) throw new AppError('NOT_FOUND', { resource: 'backup-execution', id: execution.id })
  announcements.executionChanged(started)
  return started
}

async function insert(ports: BackupPorts, order: ExecutionOrder): Promise<NewExecution> {
  const execution: NewExecution = {
    id: newId(),
    kind: order.kind,
    trigger: order.trigger,
    jobId: order.job?.id ?? null,
    jobName: order.job?.name ?? null,
    repositoryId: order.repository.id,
    repositoryName: order.repository.name,
    requestedBy: requester(order.context.caller),
    request: JSON.stringify(order.request),
    createdAt: ports.clock.now(),
  }
  await recordWaiting(ports, execution, order)
  return execution
}

/** Whose task it is: of a key, whoever made it; of a schedule, whoever owns the job. */
function taskOwner(caller: Caller): string {
  const onBehalfOf = caller.kind === 'system' ? caller.onBehalfOf : ownerIdOf(caller)
  return onBehalfOf ?? 'system'
}

function requester(caller: Caller): string {
  return caller.kind === 'user' ? caller.name : caller.kind
}
