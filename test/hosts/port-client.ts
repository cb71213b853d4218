import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Application } from '#main/app/create-app.ts'
import { DesktopSession, portServer, type WindowPort } from '#main/hosts/electron/calls.ts'
import type { Contract } from '#shared/contract/root.ts'

/** A window's end of its port to the desktop host, and what is called over it. Closing it ends both ends. */
export interface PortClient {
  readonly port: MessagePort
  readonly api: ContractRouterClient<Contract>
}

/** Opens a port as the desktop host does, in the name of the session. */
export function openPort(app: Application, token: string): PortClient {
  const session = new DesktopSession()
  session.token = token
  const { port1, port2 } = new MessageChannel()
  portServer(app, session)(asElectronPort(port1))
  port1.start()
  port2.start()
  return { port: port2, api: createORPCClient(new RPCLink({ port: port2 })) }
}

/** The port of a thread in the shape of Electron's: messages come as events. */
function asElectronPort(port: MessagePort): WindowPort {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  }
}
