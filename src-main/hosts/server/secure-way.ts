import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ChallengeFiles } from './challenge-files.ts'
import { sendError } from './error-answers.ts'
import { unknownRoute } from './general-answers.ts'
import { secureAddress } from './secure-address.ts'
import type { TrustsProxy } from './trusted-proxies.ts'

interface SecureWayParts {
  readonly isProxy: TrustsProxy
  readonly challenges: ChallengeFiles
}

const exempt = '/health'

/**
 * Sends on to HTTPS what came to a trusted proxy over plain HTTP, and shows a certificate authority the files it asks
 * for. What anybody else says in X-Forwarded-Proto has no effect.
 */
export function addSecureWay(server: FastifyInstance, { isProxy, challenges }: SecureWayParts): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!isInsecureBehindProxy(request, isProxy) || isExempt(request, challenges)) return
    await reply
      .code(301)
      .header('location', secureAddress(request.identity, request.host, request.url))
      .send()
  })
  server.get('/.well-known/acme-challenge/*', async (request, reply) => {
    const file = await challenges.find(pathOf(request))
    if (file === null) await sendError(reply, unknownRoute(request))
    else await reply.type('text/plain; charset=utf-8').send(file)
  })
}

function isInsecureBehindProxy(request: FastifyRequest, isProxy: TrustsProxy): boolean {
  const { identity, socket, headers, protocol } = request
  if (!identity.url.startsWith('https:') || headers['x-forwarded-proto'] === undefined) return false
  return isProxy(socket.remoteAddress) && protocol !== 'https'
}

function isExempt(request: FastifyRequest, challenges: ChallengeFiles): boolean {
  const path = pathOf(request)
  return path === exempt || challenges.isAsked(path)
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? ''
}
