import { z } from 'zod'
import { errorRetry } from '#shared/contract/error-retry.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Outcome } from './attempt.ts'
import type { KnownTask } from './known-task.ts'
import type { TaskEnd } from './repository.ts'

/** What becomes of a task after an attempt. */
export type Verdict =
  | { readonly kind: 'end'; readonly end: TaskEnd }
  /** Try again after a while, as a new attempt. */
  | { readonly kind: 'again'; readonly delayMs: number; readonly error: TaskEnd['error'] }
  /** Put back as if it had not run: the program is stopping. */
  | { readonly kind: 'put-back' }

/** The error as it is kept with a task; what is no AppError is a mistake of ours and found in the log by the task's id. */
export function keptError(error: unknown, taskId: string): { code: AppError['code']; data: z.core.util.JSONType } {
  const known = error instanceof AppError ? error : new AppError('INTERNAL', { requestId: taskId })
  return { code: known.code, data: z.json().parse(known.data) }
}

/** The wait before the attempt after this one: doubled each time, a quarter more or less by chance. */
export function backoff(backoffMs: number, attempt: number, chance: number = Math.random()): number {
  return Math.round(backoffMs * 2 ** (attempt - 1) * (0.75 + chance / 2))
}

/** Only what may go better by itself is tried again: a wrong password stays wrong. */
function mayGoBetter(error: unknown): boolean {
  const known: AppError | null = error instanceof AppError ? error : null
  return known === null || errorRetry[known.code] === 'later'
}

/** Decides what becomes of a task. A handler that finished its work in spite of an abort has succeeded. */
export function judge(
  outcome: Outcome,
  task: KnownTask,
  at: { readonly taskId: string; readonly attempt: number; readonly attempts: number },
): Verdict {
  if ('result' in outcome) return { kind: 'end', end: { state: 'succeeded', result: outcome.result, error: null } }
  const reason = outcome.abortedBy
  const error = keptError(reason ?? outcome.error, at.taskId)
  if (reason?.code === 'CANCELLED') return { kind: 'end', end: { state: 'cancelled', result: null, error } }
  if (reason?.code === 'TASK_INTERRUPTED') {
    if (task.afterCrash === 'requeue') return { kind: 'put-back' }
    return { kind: 'end', end: { state: 'interrupted', result: null, error } }
  }
  if (at.attempt < at.attempts && mayGoBetter(reason ?? outcome.error)) {
    return { kind: 'again', delayMs: backoff(task.backoffMs, at.attempt), error }
  }
  return { kind: 'end', end: { state: 'failed', result: null, error } }
}
