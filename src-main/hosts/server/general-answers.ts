import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import { AppError } from '#shared/contract/errors.ts'
import { breachOf } from './call-origin.ts'
import { credentialsOf } from './caller-credentials.ts'
import { allowOrigin } from './cross-origin.ts'
import { csrfHeader, csrfTokenOf } from './csrf-token.ts'
import { malformed, sendError, transportError } from './error-answers.ts'
import { requestContext } from './request-context.ts'
import { securityHeaders } from './security-headers.ts'
import type { ServerIdentity } from './server-identity.ts'

declare module 'fastify' {
  interface FastifyRequest {
    identity: ServerIdentity
  }
}

/** What the answers of every route depend on. */
export interface GeneralAnswersOptions {
  readonly app: Application
  /** Known once the server listens. */
  readonly identity: Promise<ServerIdentity>
  /** Origins of other pages that may call with a bearer token. */
  readonly otherOrigins: ReadonlySet<string>
}

/** What holds for every route: headers, where calls may come from, JSON bodies only, and one form of failure. */
export function addGeneralAnswers(server: FastifyInstance, options: GeneralAnswersOptions): void {
  const { app } = options
  server.addHook('onRequest', async (request, reply) => {
    request.identity = await options.identity
    reply.headers(securityHeaders(request.identity.url))
    reply.header('x-request-id', request.id)
    if (isEncoded(request)) return sendError(reply, malformed('encoded-body'), 415)
    if (/^[/](?:(?:api|prometheus)[/]|metrics(?:[?]|$))/.test(request.url)) await admit(request, reply, options)
  })
  server.addHook('onSend', async (_request, reply, payload) => {
    saveDownloads(reply)
    return payload
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

/** A small body can grow without end when it is unpacked: none is. */
function isEncoded({ headers }: FastifyRequest): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity'
}

/** Lets a call to the API in, or answers it: refused for where it comes from, or asked by a browser beforehand. */
async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { app, otherOrigins }: GeneralAnswersOptions,
): Promise<void> {
  reply.header('cache-control', 'no-store')
  const { cookie, addresses } = request.identity
  const credentials = credentialsOf(request.headers, cookie)
  if (credentials.kind === 'cookie') reply.header(csrfHeader, csrfTokenOf(credentials.token ?? ''))
  const { method, host, headers } = request
  const reason = breachOf({ method, host, headers }, addresses, credentials, otherOrigins)
  if (reason !== null) {
    app.security.audit.deny(requestContext(request, reply), 'http', 'ORIGIN_REFUSED')
    await sendError(reply, new AppError('ORIGIN_REFUSED', { reason }))
  } else if (allowOrigin(request, reply, otherOrigins)) await reply.code(204).send()
}

/** What the API hands out as a file is saved, never shown as a page of this address. */
function saveDownloads(reply: FastifyReply): void {
  const disposition = reply.getHeader('content-disposition')
  if (typeof disposition !== 'string') return
  reply.header('content-disposition', disposition.replace(/^inline\b/, 'attachment'))
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
