import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { type ClientOptions, WebSocket } from 'ws'
import type { Contract } from '#shared/contract/root.ts'

/** A window's socket and what is called over it. */
export interface WindowClient {
  readonly socket: WebSocket
  readonly api: ContractRouterClient<Contract>
}

/** The socket as the client library knows sockets. */
class BrowserSocket extends EventTarget {
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    super()
    this.#socket = socket
    socket.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data: String(data) })))
    socket.on('close', () => this.dispatchEvent(new Event('close')))
  }

  get readyState(): WebSocket['readyState'] {
    return this.#socket.readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    this.#socket.send(String(data))
  }
}

/** Opens a socket as a browser would; rejects with the HTTP status when it is refused. */
export async function openWindow(
  url: string,
  headers: Record<string, string>,
  { search = '', ...connection }: Pick<ClientOptions, 'ca' | 'localAddress'> & { readonly search?: string } = {},
): Promise<WindowClient> {
  const address = `${url.replace('http', 'ws')}/api/ws${search}`
  const socket = new WebSocket(address, { ...connection, headers: { origin: url, ...headers } })
  const refused = Promise.withResolvers<never>()
  socket.once('unexpected-response', (_request, response) => {
    socket.terminate()
    refused.reject(new Error(`refused with ${response.statusCode}`))
  })
  socket.on('error', (error) => refused.reject(error))
  await Promise.race([once(socket, 'open'), refused.promise])
  return { socket, api: createORPCClient(new RPCLink({ websocket: new BrowserSocket(socket) })) }
}
