import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '#main/platform/logger.ts'

const secretName = /pass|secret|token|key|code|ticket|state/i

/** One line for each request, but for those that only ask whether the program is alive. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    if (path === '/health') return
    const level = reply.statusCode >= 500 ? 'error' : reply.statusCode >= 400 ? 'warning' : 'info'
    log[level]('request', { ...fields(request, reply), path })
  })
}

function fields(request: FastifyRequest, reply: FastifyReply) {
  return {
    requestId: request.id,
    method: request.method,
    query: maskedQuery(request.url),
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    statusCode: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime),
  }
}

function maskedQuery(url: string): string {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'))
  for (const name of new Set(query.keys())) if (secretName.test(name)) query.set(name, '***')
  return query.toString()
}
