import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { AppError } from '#shared/contract/errors.ts'
import { credentialsOf } from './caller-credentials.ts'
import { sendError, transportError } from './error-answers.ts'
import { breachOf } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import type { ServerIdentity } from './server-identity.ts'

declare module 'fastify' {
  interface FastifyRequest {
    identity: ServerIdentity
  }
}

/** What holds for every route: headers, where calls may come from, JSON bodies only, and one form of failure. */
export function addGeneralAnswers(server: FastifyInstance, app: Application, known: Promise<ServerIdentity>): void {
  server.addHook('onRequest', async (request, reply) => {
    request.identity = await known
    reply.headers(securityHeaders(request.identity.url))
    reply.header('x-request-id', request.id)
    if (!request.url.startsWith('/api/')) return
    const breach = breachOf(
      request,
      request.identity.addresses,
      credentialsOf(request.headers, request.identity.cookie),
    )
    if (breach !== null) await sendError(reply, new AppError('FORBIDDEN', { permission: `same-${breach}` }))
  })
  acceptJsonOnly(server)
  server.setErrorHandler(async (error, request, reply) => {
    const { error: failure, status } = transportError(error, request)
    if (status >= 500) app.log.error('request failed', { requestId: request.id, error })
    await sendError(reply, failure, status)
  })
  server.setNotFoundHandler((request, reply) => sendError(reply, unknownRoute(request)))
  server.get('/health', async (_request, reply) => {
    const health = await app.health()
    await reply
      .code(health.status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health)
  })
}

export function unknownRoute(request: FastifyRequest): AppError {
  return new AppError('NOT_FOUND', { resource: 'route', id: (request.url.split('?', 1)[0] ?? '').slice(0, 200) })
}

/** Bodies that name prototypes are refused while they are parsed; an empty body is no body. */
function acceptJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body, done)
  })
}
