import type { z } from 'zod'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { Logger } from './logger.ts'

/** A value that survives JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Life of a task. `interrupted` means the process died while it ran and its definition does not run it again by itself. */
export type TaskState = 'waiting' | 'delayed' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'

/** What a handler is given. `signal` aborts on cancel, time limit and stop of the program; `signal.reason` is an AppError telling which. */
export interface TaskContext {
  readonly taskId: string
  readonly attempt: number
  readonly signal: AbortSignal
  readonly log: Logger
  /** Kept with the task and announced as `task.progress`, at most four times a second. */
  reportProgress(progress: ExecutionProgress): void
}

/** A kind of work: where it queues, what it takes, what it does, and how it is tried again. */
export interface TaskDefinition<P extends Json = Json> {
  readonly kind: string
  readonly queue: string
  readonly payload: z.ZodType<P>
  handle(payload: P, context: TaskContext): Promise<Json>
  /** Attempts in all; the wait before attempt n+1 is `backoffMs * 2^(n-1)`, with jitter. One attempt unless told. */
  readonly attempts?: number
  readonly backoffMs?: number
  /** The handler's signal aborts after `softLimitMs`; the task counts as failed after `timeLimitMs`. */
  readonly softLimitMs?: number
  readonly timeLimitMs?: number
  /** Whether a task that ran when the process died is put back (`requeue`) or marked `interrupted`. */
  readonly afterCrash: 'requeue' | 'interrupt'
  /** Told once about a task that was found interrupted at start, before any new task runs. */
  onInterrupted?(payload: P, taskId: string): Promise<void>
}

/** How one task is put into its queue. */
export interface EnqueueOptions {
  /** Higher runs first; 0 unless told. */
  readonly priority?: number
  readonly runAt?: Date
  /** While a task with this key waits or runs, another is not added: the id of the existing one is returned. */
  readonly deduplicationKey?: string
  /** The node that alone can do it; this one unless told `any`. */
  readonly node?: 'this' | 'any'
  /** Id of the user in whose name it runs, or `system`: whose task it is. */
  readonly requestedBy: string
  /** What a person reads in the list of running tasks, by message code and data. */
  readonly title: { readonly code: string; readonly data: Readonly<Record<string, string | number>> }
}

/** A task as one looks at it. */
export interface TaskView {
  readonly id: string
  readonly kind: string
  readonly queue: string
  readonly state: TaskState
  readonly priority: number
  readonly attempt: number
  readonly attempts: number
  readonly node: string
  readonly requestedBy: string
  readonly title: EnqueueOptions['title']
  readonly createdAt: Date
  readonly runAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly progress: ExecutionProgress | null
  readonly result: Json | null
  readonly error: { readonly code: string; readonly data: Json } | null
}

/** Which tasks are listed; all at once. */
export interface TaskFilter {
  readonly states?: readonly TaskState[]
  readonly queue?: string
  readonly requestedBy?: string
  readonly notRequestedBy?: string
}

/** Named queues of durable tasks; one interface over the embedded engine and, with several nodes, over a distributed one. */
export interface TaskQueue {
  define<P extends Json>(definition: TaskDefinition<P>): void
  enqueue(kind: string, payload: Json, options: EnqueueOptions): Promise<string>
  get(id: string): Promise<TaskView | null>
  list(
    filter: TaskFilter,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: TaskView[]; readonly nextCursor: string | null }>
  /** Aborts a running task or removes a waiting one; fails with TASK_NOT_CANCELLABLE when it has ended. */
  cancel(id: string): Promise<void>
  /** Puts an ended task back into its queue as a new attempt. */
  retry(id: string): Promise<void>
  /** Resolves when the task has ended. */
  whenEnded(id: string, signal?: AbortSignal): Promise<TaskView>
  start(): Promise<void>
  /** Lets nothing new start, aborts what runs, waits until it has ended. */
  stop(): Promise<void>
}
