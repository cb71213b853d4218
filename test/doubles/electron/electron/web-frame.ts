import type { WebFrameMain } from 'electron'
import { machine } from './machine.ts'
import { MessagePortDouble } from './message-ports.ts'
import type { PageLink } from './page-link.ts'

/** A frame of a page; one without a link belongs to nobody and is only there to be refused. */
export class WebFrameDouble implements Pick<WebFrameMain, 'url'> {
  url = ''
  readonly #link: PageLink | null

  constructor(link: PageLink | null) {
    this.#link = link
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortDouble[] = []): void {
    if (!transfer.every((port) => port instanceof MessagePortDouble)) throw new Error('Invalid value for transfer')
    if (transfer.length > 0) machine.record({ kind: 'port-given', url: this.url })
    this.#link?.postMessage(channel, structuredClone(message), transfer)
  }
}
