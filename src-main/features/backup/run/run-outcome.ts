import type { z } from 'zod'
import type { Logger } from '#main/platform/logger.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import type { ExecutionState, failureSchema } from '#shared/features/backup/values.ts'
import type { BackupFigures, Finding, RestoreFigures } from '../engine/port.ts'

/** A failure as it is kept with a run. */
export type Failure = z.infer<typeof failureSchema>

/** How a run ended and what it found out. */
export interface RunOutcome {
  readonly state: Exclude<ExecutionState, 'waiting' | 'running'>
  readonly snapshotId?: string
  readonly figures?: BackupFigures
  readonly restored?: RestoreFigures
  readonly findings?: readonly Finding[]
  readonly verification?: 'passed' | 'failed'
  readonly failure?: AppError
}

function expectedError(error: unknown, taskId: string, log: Logger): AppError {
  if (error instanceof AppError) return error
  log.error('a run failed unexpectedly', { taskId, error })
  return new AppError('INTERNAL', { requestId: taskId }, { cause: error })
}

/** What the end by an error means: stopped by a person, by the end of the program, or failed. What no code expects is logged in full. */
export function outcomeOfError(error: unknown, signal: AbortSignal, taskId: string, log: Logger): RunOutcome {
  const cause: unknown = signal.aborted ? signal.reason : error
  if (isAppError(cause, 'CANCELLED')) return { state: 'cancelled' }
  if (isAppError(cause, 'TASK_INTERRUPTED')) return { state: 'interrupted', failure: expectedError(cause, taskId, log) }
  return { state: 'failed', failure: expectedError(cause, taskId, log) }
}
