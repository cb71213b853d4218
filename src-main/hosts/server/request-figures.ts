import type { FastifyInstance } from 'fastify'
import type { Application } from '#main/app/create-app.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** A call of the API, which is counted under its own name. */
    isCall: boolean
  }
}

/** Counts requests under the template of their route: paths that nobody serves are one, whatever a stranger asks for. */
export function countRequests(server: FastifyInstance, app: Application): void {
  server.decorateRequest('isCall', false)
  server.addHook('onResponse', async (request, reply) => {
    if (request.isCall) return
    const { method, routeOptions } = request
    const durationMs = reply.elapsedTime
    app.metrics.countRequest({ method, endpoint: routeOptions.url ?? 'unknown', status: reply.statusCode, durationMs })
  })
}
