import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorStatus } from '#shared/contract/error-status.ts'
import { errorText } from '#shared/contract/error-text.ts'
import { AppError, type ErrorCode, type ErrorData, errorData } from '#shared/contract/errors.ts'

/** The one form of a failure on REST. */
export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly data: unknown }
}

export function errorAnswer<C extends ErrorCode>(code: C, data: ErrorData<C>): ErrorAnswer {
  const { whatHappened, whatToDo } = errorText('en', code, data)
  return { error: { code, message: `${whatHappened} ${whatToDo}`, data } }
}

/** The same for an error whose code is only known when it comes. */
export function errorAnswerOf(error: {
  readonly code: string
  readonly message: string
  readonly data: unknown
}): ErrorAnswer {
  const { code, data } = error
  if (!isErrorCode(code)) return { error: { code: 'INTERNAL', message: 'Internal error', data: {} } }
  const checked = errorData[code].safeParse(data)
  return checked.success ? errorAnswer(code, checked.data) : { error: { code, message: error.message, data } }
}

/** Whoever is turned away because the server is busy is told when to come again. */
export const comeAgainAfterSeconds = 5

export async function sendError(reply: FastifyReply, error: AppError, status = errorStatus[error.code]): Promise<void> {
  if (status === 503) reply.header('retry-after', comeAgainAfterSeconds)
  await reply.code(status).header('cache-control', 'no-store').send(errorAnswer(error.code, error.data))
}

/** What Fastify itself refuses: bodies that are too large, of another type or no JSON. */
export function transportError(error: unknown, request: FastifyRequest): { error: AppError; status: number } {
  const known = typeof error === 'object' && error !== null && 'code' in error ? error.code : ''
  if (known === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limitBytes = request.routeOptions.bodyLimit ?? 0
    return { status: 413, error: new AppError('PAYLOAD_TOO_LARGE', { limitBytes }) }
  }
  if (known === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { status: 415, error: malformed('json-expected') }
  if (isClientError(error)) return { status: 400, error: malformed('malformed-request') }
  return { status: 500, error: new AppError('INTERNAL', { requestId: request.id }, { cause: error }) }
}

/** A request that is wrong before anybody has looked at what it asks for. */
export function malformed(message: string): AppError {
  return new AppError('VALIDATION', { issues: [{ path: '', message }] })
}

function isClientError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return false
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorData, code)
}
