import type { FastifyReply, FastifyRequest } from 'fastify'

const exposed = [
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
  'x-session-timeout-reason',
]

const preflightSeconds = 600

/**
 * Tells the browser that a page of an allowed origin may read the answer. Cookies are never allowed to such pages: they
 * bring a bearer token. Answers true when the request was only the browser's question beforehand and is answered by this.
 */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, otherOrigins: ReadonlySet<string>): boolean {
  if (otherOrigins.size === 0) return false
  reply.header('vary', 'origin')
  const { origin, 'access-control-request-method': asked } = request.headers
  if (origin === undefined || !otherOrigins.has(origin)) return false
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', exposed.join(', '))
  if (request.method !== 'OPTIONS' || asked === undefined) return false
  reply.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  reply.header('access-control-allow-headers', 'authorization, content-type')
  reply.header('access-control-max-age', preflightSeconds)
  return true
}
