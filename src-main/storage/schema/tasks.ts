import type { TaskState } from '#main/platform/queue.ts'

export interface TaskRow {
  id: string
  kind: string
  queue: string
  state: TaskState
  priority: number
  /** Which attempt runs or ran last; 0 before the first. */
  attempt: number
  attempts: number
  /** How often the process died while it ran. */
  crashes: number
  /** The node that alone can do it; null for any. */
  node: string | null
  requestedBy: string
  title: string
  payload: string
  /** Unique among tasks that wait or run. */
  deduplicationKey: string | null
  createdAt: number
  runAt: number
  startedAt: number | null
  finishedAt: number | null
  /** The node that runs it now; another may take it over after `leaseUntil`. */
  claimedBy: string | null
  leaseUntil: number | null
  cancelRequested: number
  progress: string | null
  result: string | null
  errorCode: string | null
  errorData: string | null
}

export interface TasksTables {
  tasks: TaskRow
}
