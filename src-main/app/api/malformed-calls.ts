import { ORPCError } from '@orpc/server'
import { errorData } from '#shared/contract/errors.ts'

/**
 * An interceptor of every transport: what the middleware has not turned into an error of the registry failed before it,
 * while the call was read, and is the caller's mistake.
 */
export async function answerMalformed<T>({ next }: { next: () => Promise<T> }): Promise<T> {
  try {
    return await next()
  } catch (error) {
    throw error instanceof ORPCError && Object.hasOwn(errorData, error.code) ? error : malformed(error)
  }
}

function malformed(cause: unknown): ORPCError<'VALIDATION', unknown> {
  const data = { issues: [{ path: '', message: 'malformed-request' }] }
  return new ORPCError('VALIDATION', { status: 400, data, cause })
}
