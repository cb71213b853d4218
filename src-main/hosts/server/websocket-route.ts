import { RPCHandler } from '@orpc/server/ws'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#main/app/create-app.ts'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import { credentialsOf } from './caller-credentials.ts'
import { checkedSocket } from './checked-socket.ts'
import { sendError } from './error-answers.ts'
import { OpenSockets } from './open-sockets.ts'

const heartbeatMs = 30_000

/** A WebSocket can set no cookie: what begins, renews or ends a session goes over REST. */
const noEffects: CallEffects = {
  keepSession: () => {
    throw new Error('a WebSocket keeps no session')
  },
  forgetSession: () => {},
  reportSessionEnd: () => {},
  reportRateLimit: () => {},
}

/** Calls and events of open windows, for whoever has a session; a socket lives no longer than that session. */
export function addWebSocketRoute(server: FastifyInstance, app: Application): void {
  const handler = new RPCHandler(app.router, { filter: ({ path }) => path[0] !== 'security' || path[1] === 'users' })
  const sockets = new OpenSockets()
  const sessionIds = new WeakMap<FastifyRequest, string>()

  const authenticate = async (request: FastifyRequest, reply: FastifyReply) => {
    const { token } = credentialsOf(request.headers, request.identity.cookie)
    const found = token === undefined ? null : await app.security.sessions.authenticate(token, { active: false })
    if (found?.state !== 'live') return sendError(reply, new AppError('UNAUTHENTICATED', {}))
    if (!sockets.hasRoomFor(request.ip)) return sendError(reply, new AppError('UNAVAILABLE', { what: 'connections' }))
    sessionIds.set(request, found.session.id)
  }

  server.get('/api/ws', { websocket: true, preValidation: authenticate }, (socket, request) => {
    void handler.upgrade(checkedSocket(socket), { context: socketContext(request) })
    sockets.add(socket, sessionIds.get(request) ?? '', request.ip)
  })

  const stopListening = app.events.listen((event) => {
    if (event.type === 'security.session.ended') sockets.endSession(event.sessionId)
  })
  const heartbeat = setInterval(() => sockets.heartbeat(), heartbeatMs)
  server.addHook('preClose', async () => {
    clearInterval(heartbeat)
    stopListening()
    sockets.closeAll()
  })
}

function socketContext(request: FastifyRequest): ApiContext {
  const { token } = credentialsOf(request.headers, request.identity.cookie)
  return {
    requestId: '',
    transport: 'websocket',
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    ...(token === undefined ? {} : { sessionToken: token }),
    caller: { kind: 'anonymous' },
    effects: noEffects,
  }
}
