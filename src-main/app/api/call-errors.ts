import { ORPCError, ValidationError } from '@orpc/server'
import { appErrorOf } from '#main/storage/app-error.ts'
import { StorageError } from '#main/storage/storage-error.ts'
import { errorStatus } from '#shared/contract/error-status.ts'
import { AppError, appErrorFrom, type ErrorCode } from '#shared/contract/errors.ts'

/** The error that travels: its code is one of the registry, its text says nothing that is not in code and data. */
export function toCallError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof StorageError) return appErrorOf(error) ?? internal(error, requestId)
  if (error instanceof ORPCError) return fromOrpc(error, requestId)
  if (error instanceof Error && error.name === 'AbortError') return new AppError('CANCELLED', {}, { cause: error })
  return internal(error, requestId)
}

/** The form in which oRPC carries it on every transport. */
export function toOrpcError(error: AppError): ORPCError<ErrorCode, AppError['data']> {
  return new ORPCError(error.code, {
    status: errorStatus[error.code],
    message: error.code,
    data: error.data,
    cause: error,
  })
}

function internal(cause: unknown, requestId: string): AppError {
  return new AppError('INTERNAL', { requestId }, { cause })
}

function fromOrpc(error: ORPCError<string, unknown>, requestId: string): AppError {
  if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const issues = error.cause.issues.slice(0, 50).map((issue) => ({
      path: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
      message: issue.message,
    }))
    return new AppError('VALIDATION', { issues }, { cause: error })
  }
  if (error.code === 'BAD_REQUEST') {
    return new AppError('VALIDATION', { issues: [{ path: '', message: 'malformed-request' }] }, { cause: error })
  }
  return appErrorFrom(error.code, error.data) ?? internal(error, requestId)
}
