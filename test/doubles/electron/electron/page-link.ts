import type { CDPSession } from '@playwright/test'
import { createCodec } from '../codec.ts'
import { bindingName, mainWorldScript, preloadWorld, preloadWorldScript, receiverName } from '../page/page-scripts.ts'
import type { FromPage, ToPage } from '../page/preload-world.ts'
import type { MessagePortDouble } from './message-ports.ts'
import { PagePorts } from './page-ports.ts'

/** What the page tells the main process. */
export interface PageListeners {
  readonly message: (channel: string, args: readonly unknown[]) => void
  readonly open: (url: string) => void
  readonly navigated: (url: string) => void
  readonly preloadError: (message: string) => void
}

const codec = createCodec()

/** The line between the main process and the isolated world of one page, over the debugging protocol. */
export class PageLink {
  readonly #listeners: PageListeners
  readonly #ports = new PagePorts((message) => this.#send(message))
  #session: CDPSession | null = null
  #context: string | null = null

  constructor(listeners: PageListeners) {
    this.#listeners = listeners
  }

  /** Installs both worlds for every document to come. */
  async install(session: CDPSession, preloadSource: string): Promise<void> {
    this.#session = session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === preloadWorld) this.#enter(context.uniqueId)
    })
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindingName) this.#receive(codec.decode(payload))
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#listeners.navigated(frame.url + (frame.urlFragment ?? ''))
    })
    session.on('Page.navigatedWithinDocument', ({ url }) => this.#listeners.navigated(url))
    await session.send('Page.enable')
    await session.send('Runtime.enable')
    await session.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript() })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorldScript(preloadSource),
      worldName: preloadWorld,
    })
  }

  /** Sends a message of the main process, with ports, into the page of now. What is sent before there is one is lost. */
  postMessage(channel: string, message: unknown, transfer: readonly MessagePortDouble[]): void {
    const ports = transfer.map((port) => this.#ports.transfer(port))
    this.#send({ kind: 'message', channel, message, ports })
  }

  /** The page has gone. */
  close(): void {
    this.#context = null
    this.#session = null
    this.#ports.closeAll()
  }

  #enter(uniqueContextId: string): void {
    this.#ports.closeAll()
    this.#context = uniqueContextId
  }

  #send(message: ToPage): void {
    if (this.#session === null || this.#context === null) return
    this.#session
      .send('Runtime.callFunctionOn', {
        uniqueContextId: this.#context,
        functionDeclaration: `function (text) { ${receiverName}((${createCodec})().decode(text)) }`,
        arguments: [{ value: codec.encode(message) }],
      })
      .catch(() => this.#ports.closeAll())
  }

  #receive(message: unknown): void {
    if (!isFromPage(message)) throw new Error('a malformed message from the page')
    if (message.kind === 'message') this.#listeners.message(message.channel, message.args)
    else if (message.kind === 'open') this.#listeners.open(message.url)
    else if (message.kind === 'preload-error') this.#listeners.preloadError(message.message)
    else this.#ports.receive(message)
  }
}

function isFromPage(value: unknown): value is FromPage {
  return typeof value === 'object' && value !== null && 'kind' in value
}
