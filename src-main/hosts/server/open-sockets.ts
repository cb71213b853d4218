import type { WebSocket } from 'ws'
import type { SocketCaller } from './socket-caller.ts'

interface OpenSocket {
  readonly socket: WebSocket
  readonly caller: SocketCaller
  readonly address: string
  alive: boolean
}

/** Chooses among the keys that sockets were opened with. */
export type KeyTest = (key: Extract<SocketCaller['holder'], { readonly kind: 'api-key' }>) => boolean

const sessionEndedCode = 4401
const atMost = 2000
const perAddressAtMost = 64
const unsentAtMostBytes = 16 * 1024 * 1024

/** The sockets of open windows: none outlives its session or key, stops answering unnoticed, or lets answers pile up. */
export class OpenSockets {
  readonly #open = new Set<OpenSocket>()

  hasRoomFor(address: string): boolean {
    if (this.#open.size >= atMost) return false
    return [...this.#open].filter((one) => one.address === address).length < perAddressAtMost
  }

  add(socket: WebSocket, caller: SocketCaller, address: string): void {
    const one: OpenSocket = { socket, caller, address, alive: true }
    this.#open.add(one)
    socket.on('pong', () => {
      one.alive = true
    })
    socket.on('close', () => this.#open.delete(one))
    socket.on('error', () => socket.terminate())
  }

  /** Waits a moment, so that the event that tells the end still reaches the window. */
  endSession(sessionId: string): void {
    for (const { socket, caller } of this.#open) {
      if (caller.holder.kind === 'session' && caller.holder.sessionId === sessionId) {
        setTimeout(() => socket.close(sessionEndedCode, 'session ended'), 100).unref()
      }
    }
  }

  /** Closes the sockets of keys that do not work any more. */
  async endKeys(concerns: KeyTest, stillWorks: (token: string, address: string) => Promise<boolean>): Promise<void> {
    for (const { socket, caller, address } of [...this.#open]) {
      if (caller.holder.kind !== 'api-key' || !concerns(caller.holder)) continue
      if (!(await stillWorks(caller.token, address))) socket.close(sessionEndedCode, 'key ended')
    }
  }

  /** Drops sockets that did not answer the last ping or do not take what they are sent. */
  heartbeat(): void {
    for (const one of this.#open) {
      if (!one.alive || one.socket.bufferedAmount > unsentAtMostBytes) one.socket.terminate()
      else {
        one.alive = false
        one.socket.ping()
      }
    }
  }

  closeAll(): void {
    for (const { socket } of this.#open) {
      socket.close(1001, 'stopping')
      setTimeout(() => socket.terminate(), 1000).unref()
    }
  }
}
