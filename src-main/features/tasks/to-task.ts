import type { TaskView } from '#main/platform/queue.ts'
import { type ErrorCode, errorData } from '#shared/contract/errors.ts'
import type { Task } from '#shared/features/tasks/values.ts'

function isErrorCode(code: string): code is ErrorCode {
  return code in errorData
}

/** A code that this version does not know, from a newer or older one, is shown as INTERNAL. */
function failureOf({ id, error }: TaskView): Task['failure'] {
  if (!error) return null
  if (!isErrorCode(error.code)) return { code: 'INTERNAL', data: { requestId: id } }
  const { data } = error
  return {
    code: error.code,
    data: typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {},
  }
}

function durationMs({ startedAt, finishedAt }: TaskView): number | null {
  return startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null
}

/** A task of the queue as the contract shows it; its result stays inside, where its feature reads it. */
export function toTask(view: TaskView): Task {
  const { id, kind, queue, state, priority, attempt, attempts, node, requestedBy, progress } = view
  return {
    ...{ id, kind, queue, state, priority, attempt, attempts, node, requestedBy, progress },
    title: { code: view.title.code, data: { ...view.title.data } },
    createdAt: view.createdAt.toISOString(),
    runAt: view.runAt.toISOString(),
    startedAt: view.startedAt?.toISOString() ?? null,
    finishedAt: view.finishedAt?.toISOString() ?? null,
    durationMs: durationMs(view),
    failure: failureOf(view),
  }
}
