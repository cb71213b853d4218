/** What a socket must offer; a WebSocket does. */
type Socket = Pick<WebSocket, 'addEventListener' | 'send' | 'close' | 'readyState'>

export interface ReconnectingSocketOptions {
  readonly open: () => Socket
  readonly onState: (state: 'connecting' | 'open' | 'lost') => void
  /** Waits before the attempt of that number, from 1. */
  readonly delayMs?: (attempt: number) => number
}

const connecting = 0
const opened = 1
/** With this the server closes the sockets of a session that has ended: coming back would only be refused. */
const sessionEndedCode = 4401

const growingDelay = (attempt: number) => Math.min(5_000, 200 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4)

/**
 * A socket that comes back by itself. While it reconnects its `readyState` is 0, so that calls wait instead of failing;
 * `close` is told once for each loss. Opens at the first call.
 */
export class ReconnectingSocket extends EventTarget {
  readonly #options: ReconnectingSocketOptions
  #socket: Socket | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #started = false

  constructor(options: ReconnectingSocketOptions) {
    super()
    this.#options = options
  }

  get readyState(): WebSocket['readyState'] {
    if (!this.#started) this.start()
    return this.#socket?.readyState === opened ? opened : connecting
  }

  send(data: Parameters<WebSocket['send']>[0]): void {
    this.#socket?.send(data)
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#connect()
  }

  /** Lets the connection go, for example because another person signs in; the next call opens a new one. */
  stop(): void {
    if (!this.#started) return
    this.#started = false
    clearTimeout(this.#timer)
    const socket = this.#socket
    this.#socket = undefined
    this.#attempt = 0
    socket?.close()
    this.dispatchEvent(new Event('close'))
  }

  #connect(): void {
    this.#options.onState(this.#attempt === 0 ? 'connecting' : 'lost')
    const socket = this.#options.open()
    this.#socket = socket
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return
      this.#attempt = 0
      this.#options.onState('open')
      this.dispatchEvent(new Event('open'))
    })
    socket.addEventListener('message', (event) => {
      if (this.#socket === socket) this.dispatchEvent(new MessageEvent('message', { data: event.data }))
    })
    socket.addEventListener('close', ({ code }) => this.#lose(socket, code))
  }

  #lose(socket: Socket, code: number): void {
    if (this.#socket !== socket) return
    if (code === sessionEndedCode) {
      this.#options.onState('lost')
      this.stop()
      return
    }
    this.#socket = undefined
    const wasOpen = this.#attempt === 0
    this.#attempt += 1
    this.#options.onState('lost')
    const delay = (this.#options.delayMs ?? growingDelay)(this.#attempt)
    this.#timer = setTimeout(() => this.#connect(), delay)
    if (wasOpen) this.dispatchEvent(new Event('close'))
  }
}
