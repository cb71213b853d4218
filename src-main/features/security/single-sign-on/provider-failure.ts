import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { AppError } from '#shared/contract/errors.ts'

/** What is answered, and what may be written about it: codes only, never what the provider sent. */
export interface ProviderFailure {
  readonly failure: AppError
  readonly cause: string
}

const notReached = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
])

/** Tells apart that a provider does not answer, that it said no, and that its answer cannot be trusted. */
export function failureOf(error: unknown): ProviderFailure {
  if (error instanceof AppError) return { failure: error, cause: error.code }
  if (error instanceof AuthorizationResponseError) return failed('sign-on-refused', error.error, error)
  if (error instanceof ResponseBodyError) return failed('sign-on-answer', error.error, error)
  const code = error instanceof ClientError ? (error.code ?? '') : ''
  const isNetwork = error instanceof TypeError && error.message === 'fetch failed'
  if (!isNetwork && !notReached.has(code)) return failed('sign-on-answer', code || String(error), error)
  const failure = new AppError('UNAVAILABLE', { what: 'identity-provider' }, { cause: error })
  return { failure, cause: code || 'fetch failed' }
}

function failed(reason: string, cause: string, error: unknown): ProviderFailure {
  const failure = new AppError('SINGLE_SIGN_ON_FAILED', { reason }, { cause: error })
  return { failure, cause: cause.slice(0, 200) }
}
