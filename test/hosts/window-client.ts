import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '#shared/contract/root.ts'

/** A window's socket and what is called over it. */
export interface WindowClient {
  readonly socket: WebSocket
  readonly api: ContractRouterClient<Contract>
}

/** Opens a socket as a browser would; rejects with the HTTP status when it is refused. */
export async function openWindow(url: string, headers: Record<string, string>): Promise<WindowClient> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/ws`, { headers: { origin: url, ...headers } })
  const refused = Promise.withResolvers<never>()
  socket.once('unexpected-response', (_request, response) => {
    socket.terminate()
    refused.reject(new Error(`refused with ${response.statusCode}`))
  })
  socket.on('error', (error) => refused.reject(error))
  await Promise.race([once(socket, 'open'), refused.promise])
  return { socket, api: createORPCClient(new RPCLink({ websocket: socket })) }
}
