import { RPCHandler } from '@orpc/server/ws'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerMalformed } from '#main/app/api/malformed-calls.ts'
import type { Application } from '#main/app/create-app.ts'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import { needsHttp } from '#shared/contract/procedure.ts'
import { checkedSocket } from './checked-socket.ts'
import { sendError } from './error-answers.ts'
import { type KeyTest, OpenSockets } from './open-sockets.ts'
import { requestContext } from './request-context.ts'
import { type SocketCaller, socketCallerOf, socketCallerWith } from './socket-caller.ts'

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

/** Calls and events of open windows and programs; a socket lives no longer than the session or the key behind it. */
export function addWebSocketRoute(server: FastifyInstance, app: Application): void {
  const handler = new RPCHandler(app.router, {
    filter: ({ contract }) => !needsHttp(contract['~orpc'].meta),
    interceptors: [answerMalformed],
  })
  const sockets = new OpenSockets()
  const callers = new WeakMap<FastifyRequest, SocketCaller>()

  const authenticate = async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await socketCallerOf(app, request)
    if (caller === null) {
      app.security.audit.deny(requestContext(request, reply), 'websocket', 'UNAUTHENTICATED')
      return sendError(reply, new AppError('UNAUTHENTICATED', {}))
    }
    if (!sockets.hasRoomFor(request.ip)) return sendError(reply, new AppError('UNAVAILABLE', { what: 'connections' }))
    callers.set(request, caller)
  }

  server.get('/api/ws', { websocket: true, preValidation: authenticate }, (socket, request) => {
    const caller = callers.get(request)
    if (caller === undefined) return socket.terminate()
    void handler.upgrade(checkedSocket(socket), { context: socketContext(request, caller) })
    sockets.add(socket, caller, request.ip)
  })

  const stillWorks = async (token: string, address: string) => (await socketCallerWith(app, token, address)) !== null
  const checkKeys = (concerns: KeyTest) => {
    sockets.endKeys(concerns, stillWorks).catch((error: unknown) => app.log.error('keys of sockets', { error }))
  }
  const stopListening = app.events.listen((event) => {
    if (event.type === 'security.session.ended') sockets.endSession(event.sessionId)
    else if (event.type === 'security.api-key.changed') checkKeys((key) => key.keyId === event.id)
    else if (event.type === 'security.user.changed') checkKeys((key) => key.makerId === event.id)
  })
  const heartbeat = setInterval(() => {
    sockets.heartbeat()
    checkKeys(() => true)
  }, heartbeatMs)
  server.addHook('preClose', async () => {
    clearInterval(heartbeat)
    stopListening()
    sockets.closeAll()
  })
}

function socketContext(request: FastifyRequest, { token }: SocketCaller): ApiContext {
  return {
    requestId: '',
    transport: 'websocket',
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    sessionToken: token,
    caller: { kind: 'anonymous' },
    effects: noEffects,
  }
}
