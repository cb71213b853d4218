import { z } from 'zod'
import type { Json, TaskState, TaskView } from '#main/platform/queue.ts'
import { executionProgressSchema } from '#shared/contract/progress.ts'
import type { TaskRow } from '../../schema/tasks.ts'

const titleSchema = z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) })

/** States in which a task is still going to do something. */
export const liveStates: readonly TaskState[] = ['waiting', 'delayed', 'running']

/** Whether nothing more will happen to a task by itself. */
export function hasEnded(state: TaskState): boolean {
  return !liveStates.includes(state)
}

/** A task with what only the queue needs of it. */
export interface TaskRecord {
  readonly view: TaskView
  readonly payload: Json
  readonly crashes: number
  readonly claimedBy: string | null
  readonly cancelRequested: boolean
}

function instant(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}

function json(text: string | null): Json | null {
  return text === null ? null : z.json().parse(JSON.parse(text))
}

/** Reads a row. The node shown is the one that runs the task, else the one it is bound to, else empty. */
export function toRecord(row: TaskRow): TaskRecord {
  const view: TaskView = {
    id: row.id,
    kind: row.kind,
    queue: row.queue,
    state: row.state,
    priority: row.priority,
    attempt: row.attempt,
    attempts: row.attempts,
    node: row.claimedBy ?? row.node ?? '',
    requestedBy: row.requestedBy,
    title: titleSchema.parse(JSON.parse(row.title)),
    createdAt: new Date(row.createdAt),
    runAt: new Date(row.runAt),
    startedAt: instant(row.startedAt),
    finishedAt: instant(row.finishedAt),
    progress: row.progress === null ? null : executionProgressSchema.parse(JSON.parse(row.progress)),
    result: json(row.result),
    error: row.errorCode === null ? null : { code: row.errorCode, data: json(row.errorData) ?? {} },
  }
  return {
    view,
    payload: json(row.payload),
    crashes: row.crashes,
    claimedBy: row.claimedBy,
    cancelRequested: row.cancelRequested === 1,
  }
}
