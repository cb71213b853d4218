import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'

/** Whoever takes what arrives at a port. */
export interface PortReceiver {
  receive(data: unknown): void
  closed(): void
}

/** One end of a channel in the main process. Messages wait until `start`; values pass through structured clone. */
export class MessagePortDouble
  extends EventEmitter
  implements Pick<MessagePortMain, 'start' | 'close' | 'postMessage'>
{
  #twin: PortReceiver | null = null
  #newOwner: PortReceiver | null = null
  #waiting: unknown[] | null = []
  #isClosed = false

  entangle(twin: PortReceiver): void {
    this.#twin = twin
  }
  get isTransferred(): boolean {
    return this.#newOwner !== null
  }
  /** Gives the port away: what arrives goes to its new owner from now on. Answers the way back to the twin. */
  transferTo(owner: PortReceiver): PortReceiver | null {
    if (this.#newOwner !== null || this.#isClosed) throw new Error('Port at index 0 is already neutered')
    this.#newOwner = owner
    for (const data of this.#waiting ?? []) owner.receive(data)
    return this.#twin
  }
  postMessage(message: unknown): void {
    if (this.isTransferred) throw new Error('the port was given away')
    const carried = structuredClone(message)
    queueMicrotask(() => this.#twin?.receive(carried))
  }
  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const data of waiting) queueMicrotask(() => this.receive(data))
  }
  close(): void {
    this.#twin?.closed()
    this.closed()
  }
  receive(data: unknown): void {
    if (this.#isClosed) return
    if (this.#newOwner !== null) this.#newOwner.receive(data)
    else if (this.#waiting === null) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }
  closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#newOwner === null) this.emit('close')
    else this.#newOwner.closed()
  }
}

/** Two entangled ports. */
export class MessageChannelDouble {
  readonly port1 = new MessagePortDouble()
  readonly port2 = new MessagePortDouble()

  constructor() {
    this.port1.entangle(this.port2)
    this.port2.entangle(this.port1)
  }
}
