import { call } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMainEvent, MessagePortMain } from 'electron'
import type { Application } from '#main/app/create-app.ts'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { type ElectronParts, isAppAddress } from './electron-parts.ts'

const portChannel = 'kuraban:port'

/** Keeps the session of the desktop in the main process: pages never see the token. */
export class DesktopSession {
  token: string | null = null

  readonly effects: CallEffects = {
    keepSession: (token) => {
      this.token = token
      return true
    },
    forgetSession: () => {
      this.token = null
    },
    reportSessionEnd: () => {},
    reportRateLimit: () => {},
  }

  /** Signs in by a single-use secret made in this process, for the demonstration's user. */
  async claim(app: Application, secret: string): Promise<void> {
    await call(app.router.security.claimSignInLink, { secret }, { context: this.context() })
  }

  context(): ApiContext {
    return {
      requestId: '',
      transport: 'window',
      remoteAddress: '',
      userAgent: '',
      ...(this.token === null ? {} : { sessionToken: this.token }),
      caller: { kind: 'anonymous' },
      effects: this.effects,
    }
  }
}

/** Gives every window of ours, and nobody else, a port on which it calls the application. */
export function serveWindows(
  { ipcMain, MessageChannelMain }: ElectronParts,
  app: Application,
  session: DesktopSession,
  owner: Owner,
): void {
  const handler = new RPCHandler(app.router, {
    interceptors: [(options) => options.next({ ...options, context: session.context() })],
  })
  const connect = (event: IpcMainEvent) => {
    const frame = event.senderFrame
    if (frame === null || frame !== event.sender.mainFrame || !isAppAddress(frame.url)) {
      app.log.warning('a frame that is not ours asked for a port', { url: frame?.url ?? '' })
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    handler.upgrade(nodeStylePort(port1), { context: session.context() })
    port1.start()
    frame.postMessage(portChannel, null, [port2])
  }
  ipcMain.on(portChannel, connect)
  owner.own('ports of windows', () => void ipcMain.off(portChannel, connect))
}

/** The port in the shape oRPC takes: listeners get the message or, on close, nothing. */
function nodeStylePort(port: MessagePortMain) {
  return {
    on: (event: string, listener: (event?: { data: unknown }) => void) => {
      if (event === 'close') port.on('close', () => listener())
      else port.on('message', ({ data }) => listener({ data }))
    },
    postMessage: (message: unknown) => port.postMessage(message),
  }
}
