import { EventEmitter } from 'node:events'
import type { Page } from '@playwright/test'
import type { HandlerDetails, WebContents } from 'electron'
import { toAppAddress, toPageAddress } from '../origins.ts'
import { ipcMain } from './ipc-main.ts'
import { machine } from './machine.ts'
import { PageLink } from './page-link.ts'
import { PreventableEvent } from './preventable-event.ts'
import { type SessionDouble, session } from './session.ts'
import { WebFrameDouble } from './web-frame.ts'

type Methods = 'getURL' | 'reload' | 'isDestroyed' | 'loadURL'
type OpenHandler = (details: Pick<HandlerDetails, 'url'>) => { readonly action: 'allow' | 'deny' }

/** One page with its application's rules. */
export class WebContentsDouble extends EventEmitter implements Pick<WebContents, Methods> {
  readonly id: number
  readonly session: SessionDouble = session.defaultSession
  readonly mainFrame: WebFrameDouble
  readonly #link: PageLink
  readonly #page: Promise<Page>
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  #expected: string | null = null
  #isDestroyed = false

  constructor(id: number, preloadSource: string) {
    super()
    this.id = id
    this.#link = new PageLink({
      message: (channel, args) => ipcMain.receive(this, this.mainFrame, channel, args),
      open: (url) => this.openRequested(url),
      navigated: (url) => {
        this.mainFrame.url = toAppAddress(url, machine.schemes)
      },
      preloadError: (message) => this.emit('preload-error', {}, '', new Error(message)),
    })
    this.mainFrame = new WebFrameDouble(this.#link)
    this.#page = this.#open(preloadSource)
  }

  async #open(preloadSource: string): Promise<Page> {
    const { context } = await machine.chromium
    const page = await this.session.openPage(context, this)
    await this.#link.install(await context.newCDPSession(page), preloadSource)
    page.on('load', () => this.emit('did-finish-load', {}))
    page.once('load', () => this.emit('ready-to-show', {}))
    page.on('download', (download) => {
      const event = new PreventableEvent({})
      this.session.emit('will-download', event, { getURL: () => toAppAddress(download.url(), machine.schemes) }, this)
      if (event.defaultPrevented) void download.cancel()
    })
    page.on('close', () => this.#destroyed())
    return page
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.#page
    const target = toPageAddress(address, machine.schemes)
    this.#expected = target
    await page.goto(target)
    machine.record({ kind: 'page-loaded', url: address })
  }
  getURL(): string {
    return this.mainFrame.url
  }
  reload(): void {
    void this.#page.then((page) => page.reload())
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  /** The page asked for another window. */
  openRequested(pageAddress: string): void {
    const { action } = this.#openHandler({ url: toAppAddress(pageAddress, machine.schemes) })
    if (action === 'allow') throw new Error('the double opens no windows that a page asks for')
  }

  /** Whether a navigation may go on; only those that the page began are asked about. */
  mayNavigate(pageAddress: string): boolean {
    if (this.#expected?.split('#')[0] === pageAddress.split('#')[0]) {
      this.#expected = null
      return true
    }
    const url = toAppAddress(pageAddress, machine.schemes)
    return ['will-frame-navigate', 'will-navigate'].every((name) => {
      const event = new PreventableEvent({ url, isMainFrame: true, isSameDocument: false, frame: this.mainFrame })
      this.emit(name, event, url)
      return !event.defaultPrevented
    })
  }

  /** Asks the page, and after its refusal the application, whether it may go. */
  async mayUnload(): Promise<boolean> {
    const page = await this.#page
    const isRefused = await page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
    if (!isRefused) return true
    const event = new PreventableEvent({})
    this.emit('will-prevent-unload', event)
    return event.defaultPrevented
  }

  async closePage(): Promise<void> {
    this.#destroyed()
    await (await this.#page).close()
  }

  #destroyed(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#link.close()
    this.emit('destroyed')
  }
}
