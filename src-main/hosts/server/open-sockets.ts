import type { WebSocket } from 'ws'

interface OpenSocket {
  readonly socket: WebSocket
  readonly sessionId: string
  readonly address: string
  alive: boolean
}

const sessionEndedCode = 4401
const perAddressAtMost = 64
const unsentAtMostBytes = 16 * 1024 * 1024

/** The sockets of open windows: none outlives its session, stops answering unnoticed, or lets answers pile up. */
export class OpenSockets {
  readonly #open = new Set<OpenSocket>()

  hasRoomFor(address: string): boolean {
    return [...this.#open].filter((one) => one.address === address).length < perAddressAtMost
  }

  add(socket: WebSocket, sessionId: string, address: string): void {
    const one: OpenSocket = { socket, sessionId, address, alive: true }
    this.#open.add(one)
    socket.on('pong', () => {
      one.alive = true
    })
    socket.on('close', () => this.#open.delete(one))
    socket.on('error', () => socket.terminate())
  }

  /** Waits a moment, so that the event that tells the end still reaches the window. */
  endSession(sessionId: string): void {
    for (const one of this.#open) {
      if (one.sessionId === sessionId)
        setTimeout(() => one.socket.close(sessionEndedCode, 'session ended'), 100).unref()
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
