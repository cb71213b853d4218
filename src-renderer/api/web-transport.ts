import { ORPCError } from '@orpc/client'
import { ClientRetryPlugin } from '@orpc/client/plugins'
import { RPCLink } from '@orpc/client/websocket'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { z } from 'zod'
import { contract } from '#shared/contract/root.ts'
import type { Connection } from './connection.ts'
import { csrfFetch } from './csrf-fetch.ts'
import { ReconnectingSocket } from './reconnecting-socket.ts'
import type { CallContext, Transport } from './transport.ts'
import { goesOverHttp } from './way-of-call.ts'

/** The one form of a failure over HTTP. */
const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string(), data: z.unknown() }) })

function socketAddress(base: string): string {
  const address = new URL('./api/ws', base)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/**
 * The way to a server: a WebSocket for everything but what a stranger may call and what sets the session's cookie. The
 * socket is opened at its first call, which needs a session.
 */
export function createWebTransport(base: string, connection: Connection): Transport {
  const socket = new ReconnectingSocket({
    open: () => new WebSocket(socketAddress(base)),
    onState: (state) => connection.set(state),
  })
  const live = new RPCLink<CallContext>({ websocket: socket, plugins: [new ClientRetryPlugin()] })
  const http = new OpenAPILink<CallContext>(contract, {
    url: new URL('./api/v1', base).href,
    fetch: csrfFetch((request, init) => fetch(request, { ...init, credentials: 'same-origin' })),
    customErrorResponseBodyDecoder: (body, response) => {
      const answer = errorAnswer.safeParse(body)
      if (!answer.success) return null
      const { code, message, data } = answer.data.error
      return new ORPCError(code, { status: response.status, message, data })
    },
  })
  return {
    kind: 'web',
    linkFor: async (path) => (goesOverHttp(path) ? http : live),
    renew: () => {
      socket.stop()
      connection.set('idle')
    },
  }
}
