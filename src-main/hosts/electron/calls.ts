import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMainEvent } from 'electron'
import { isCallMessage } from '#main/app/api/call-message.ts'
import { answerMalformed } from '#main/app/api/malformed-calls.ts'
import type { Application } from '#main/app/create-app.ts'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import { type ElectronParts, isAppAddress } from './electron-parts.ts'

const portChannel = 'kuraban:port'

/** Keeps the session of the desktop in the main process: pages never see the token. */
export class DesktopSession {
  token: string | null = null
  /** By what this desktop is known as one on which its person has signed in before, for as long as it runs. */
  #deviceSecret: string | null = null
  #locks = 0

  /** Signs in by a single-use secret made in this process, for the demonstration's user. */
  async claim(app: Application, secret: string): Promise<void> {
    await createRouterClient(app.router, { context: this.context() }).security.claimSignInLink({ secret })
  }

  /**
   * Locks every window: the session ends and its end is announced. The token is forgotten first and in any case, so that
   * nobody goes on even where the end cannot be written.
   */
  async lock(app: Application): Promise<void> {
    this.#locks += 1
    if (this.token === null) return
    const context = this.context()
    this.token = null
    await createRouterClient(app.router, { context }).security.session.lock()
  }

  context(): ApiContext {
    return {
      requestId: '',
      transport: 'window',
      remoteAddress: '',
      userAgent: '',
      ...(this.token === null ? {} : { sessionToken: this.token }),
      ...(this.#deviceSecret === null ? {} : { deviceSecret: this.#deviceSecret }),
      caller: { kind: 'anonymous' },
      effects: this.#effects(),
    }
  }

  /** A call that was under way when the windows were locked opens them no more. */
  #effects(): CallEffects {
    const locksBefore = this.#locks
    return {
      keepSession: (token) => {
        if (this.#locks === locksBefore) this.token = token
        return true
      },
      forgetSession: () => {
        this.token = null
      },
      keepDevice: (secret) => {
        this.#deviceSecret = secret
      },
      reportSessionEnd: () => {},
      reportRateLimit: () => {},
    }
  }
}

/** The end of a window's channel, as Electron gives it. */
export interface WindowPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  close(): void
}

/** Gives every window of ours, and nobody else, a port on which it calls the application. */
export function serveWindows(
  { ipcMain, MessageChannelMain }: ElectronParts,
  app: Application,
  session: DesktopSession,
  owner: Owner,
): void {
  const servePort = portServer(app, session)
  const connect = (event: IpcMainEvent) => {
    const frame = event.senderFrame
    if (frame === null || frame !== event.sender.mainFrame || !isAppAddress(frame.url)) {
      app.log.warning('a frame that is not ours asked for a port', { url: frame?.url ?? '' })
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    servePort(port1)
    port1.start()
    frame.postMessage(portChannel, null, [port2])
  }
  ipcMain.on(portChannel, connect)
  owner.own('ports of windows', () => void ipcMain.off(portChannel, connect))
}

/** Answers the calls that come over ports, in the name of the desktop's session. */
export function portServer(app: Application, session: DesktopSession): (port: WindowPort) => void {
  const handler = new RPCHandler(app.router, {
    interceptors: [answerMalformed, (options) => options.next({ ...options, context: session.context() })],
  })
  return (port) => handler.upgrade(checkedPort(port, app.log), { context: session.context() })
}

/**
 * The port in the shape oRPC takes: listeners get the message or, on close, nothing. A message that is no call ends the
 * port instead of reaching the handler; the window asks for a new one.
 */
function checkedPort(port: WindowPort, log: Logger) {
  const take = (data: unknown, listener: (event: { data: unknown }) => void) => {
    if (isCallMessage(data)) return listener({ data })
    log.warning('a window sent what is no call; its port is closed')
    port.close()
  }
  return {
    on: (event: string, listener: (event?: { data: unknown }) => void) => {
      if (event === 'close') port.on('close', () => listener())
      else port.on('message', ({ data }) => take(data, listener))
    },
    postMessage: (message: unknown) => port.postMessage(message),
  }
}
