import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import {
  type Credentials,
  credentialsOf,
  deviceCookieOf,
  deviceSecretOf,
  type SessionCookie,
  setCookieText,
} from './caller-credentials.ts'
import { csrfHeader, csrfTokenOf } from './csrf-token.ts'

/**
 * What the middleware is told of a request. A browser with its cookie is a window, whatever road it takes; everything
 * else on REST is a program or a stranger.
 */
export function requestContext(request: FastifyRequest, reply: FastifyReply): ApiContext {
  const { cookie } = request.identity
  const credentials = credentialsOf(request.headers, cookie)
  const deviceSecret = deviceSecretOf(request.headers, cookie)
  return {
    requestId: request.id,
    transport: credentials.kind === 'cookie' ? 'websocket' : 'rest',
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    ...(credentials.token === undefined ? {} : { sessionToken: credentials.token }),
    ...(deviceSecret === undefined ? {} : { deviceSecret }),
    caller: { kind: 'anonymous' },
    effects: replyEffects(reply, cookie, credentials),
  }
}

function replyEffects(reply: FastifyReply, cookie: SessionCookie, credentials: Credentials): CallEffects {
  return {
    keepSession: (token, expiresAt) => {
      if (credentials.kind === 'bearer') return false
      reply.header('set-cookie', setCookieText(cookie, token, expiresAt))
      reply.header(csrfHeader, csrfTokenOf(token))
      return true
    },
    forgetSession: () => {
      if (credentials.kind === 'cookie') reply.header('set-cookie', setCookieText(cookie, '', new Date(0)))
    },
    keepDevice: (secret, expiresAt) => {
      if (credentials.kind === 'bearer') return
      reply.header('set-cookie', setCookieText(deviceCookieOf(cookie), secret, expiresAt))
    },
    reportSessionEnd: (reason) => void reply.header('x-session-timeout-reason', reason),
    reportRateLimit: ({ limit, remaining, resetSeconds, retryAfterSeconds }) => {
      reply.header('x-ratelimit-limit', limit)
      reply.header('x-ratelimit-remaining', remaining)
      reply.header('x-ratelimit-reset', resetSeconds)
      if (retryAfterSeconds > 0) reply.header('retry-after', retryAfterSeconds)
    },
    reportRetryAfter: (seconds) => void reply.header('retry-after', seconds),
  }
}
