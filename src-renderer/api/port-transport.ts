import type { ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { ClientRetryPlugin } from '@orpc/client/plugins'
import { z } from 'zod'
import type { Connection } from './connection.ts'
import type { CallContext, Transport } from './transport.ts'

/** What the desktop host puts into the page, and nothing more. */
export interface DesktopBridge {
  readonly host: string
  readonly requestPort: () => void
}

declare global {
  interface Window {
    readonly kuraban?: DesktopBridge
  }
}

const portMessage = z.object({ type: z.literal('kuraban-port') })

/** Asks the host for a port. One listens first and asks then, because what is sent before is lost. */
function requestPort(page: Window, bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== page || port === undefined || !portMessage.safeParse(event.data).success) return
      page.removeEventListener('message', listen)
      resolve(port)
    }
    page.addEventListener('message', listen)
    bridge.requestPort()
  })
}

/** The way to the program inside the desktop window: one message port for everything, asked for anew when it closes. */
export function createPortTransport(page: Window, bridge: DesktopBridge, connection: Connection): Transport {
  let link: Promise<ClientLink<CallContext>> | undefined
  const connect = async (): Promise<ClientLink<CallContext>> => {
    connection.set(connection.state === 'lost' ? 'lost' : 'connecting')
    const port = await requestPort(page, bridge)
    const made = new RPCLink<CallContext>({ port, plugins: [new ClientRetryPlugin()] })
    port.addEventListener('close', () => {
      link = undefined
      connection.set('lost')
    })
    port.start()
    connection.set('open')
    return made
  }
  return {
    kind: 'message-port',
    linkFor: () => {
      link ??= connect()
      return link
    },
    renew: () => undefined,
  }
}
