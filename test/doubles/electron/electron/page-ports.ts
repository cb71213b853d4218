import { randomUUID } from 'node:crypto'
import type { FromPage, ToPage } from '../page/preload-world.ts'
import type { MessagePortDouble, PortReceiver } from './message-ports.ts'

/** The ports whose other end lives in one document; all of them close when the document goes. */
export class PagePorts {
  readonly #twins = new Map<string, PortReceiver | null>()
  readonly #send: (message: ToPage) => void

  constructor(send: (message: ToPage) => void) {
    this.#send = send
  }

  /** Gives a port away to the page; answers the name under which the page knows it. */
  transfer(port: MessagePortDouble): string {
    const id = randomUUID()
    const twin = port.transferTo({
      receive: (data) => this.#send({ kind: 'port-data', port: id, data }),
      closed: () => {
        if (this.#twins.delete(id)) this.#send({ kind: 'port-close', port: id })
      },
    })
    this.#twins.set(id, twin)
    return id
  }

  /** Handles what the page says over its end. */
  receive(message: Extract<FromPage, { readonly kind: 'port-data' | 'port-close' }>): void {
    if (message.kind === 'port-data') this.#twins.get(message.port)?.receive(message.data)
    else this.#drop(message.port)
  }

  /** The document has gone. */
  closeAll(): void {
    for (const id of [...this.#twins.keys()]) this.#drop(id)
  }

  #drop(id: string): void {
    const twin = this.#twins.get(id)
    this.#twins.delete(id)
    twin?.closed()
  }
}
