import { errorRetry } from '#shared/contract/error-retry.ts'
import type { RetryAdvice } from '#shared/contract/errors.ts'
import { type ErrorCode, type ErrorData, errorData } from '#shared/contract/errors.ts'

/** An expected failure: a code of the registry and the data that belongs to it. */
export interface Failure {
  readonly code: ErrorCode
  readonly data: ErrorData<ErrorCode>
}

/** What a screen can be told has gone wrong: an expected failure, no way to the program, or a fault in the program. */
export type ShownFailure = Failure | { readonly code: 'CONNECTION_LOST' | 'UNEXPECTED' }

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorData, code)
}

/** Whether the failure is one of the registry, with data. */
export function isExpected(failure: ShownFailure): failure is Failure {
  return 'data' in failure
}

/** Reads anything that was thrown, or kept with an execution, as a failure. Nothing is taken on trust. */
export function failureOf(error: unknown): ShownFailure {
  if (error instanceof Error && error.name === 'ConnectionLostError') return { code: 'CONNECTION_LOST' }
  if (typeof error !== 'object' || error === null || !('code' in error) || !isErrorCode(error.code))
    return { code: 'UNEXPECTED' }
  const data = errorData[error.code].safeParse('data' in error ? (error.data ?? {}) : {})
  return data.success ? { code: error.code, data: data.data } : { code: 'UNEXPECTED' }
}

/** Whether the thrown error is the expected one of that code; narrows its data. */
export function isFailure<C extends ErrorCode>(
  error: unknown,
  code: C,
): error is { readonly code: C; readonly data: ErrorData<C> } {
  return failureOf(error).code === code
}

/** Whether trying the same again can help. */
export function retryAdvice(failure: ShownFailure): RetryAdvice {
  return isExpected(failure) ? errorRetry[failure.code] : 'later'
}

/** How a failure is shown: most as failed; what only waits for somebody, or was not proved, is no fault. */
export function toneOf(failure: ShownFailure): 'failed' | 'warning' | 'information' {
  if (failure.code === 'APPROVAL_REQUIRED') return 'information'
  return failure.code === 'STEP_UP_REQUIRED' ? 'warning' : 'failed'
}
