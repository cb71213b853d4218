import { AppError } from '#shared/contract/errors.ts'

/** The error of everything that keeps the store shut; the reason holds no secret. */
export function storeUnavailable(reason: string, cause?: unknown): AppError<'SECRET_STORE_UNAVAILABLE'> {
  return new AppError('SECRET_STORE_UNAVAILABLE', { reason }, { cause })
}
