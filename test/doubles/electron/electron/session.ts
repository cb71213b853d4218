import { EventEmitter } from 'node:events'
import type { BrowserContext, Page } from '@playwright/test'
import type { Session } from 'electron'
import { toAppAddress } from '../origins.ts'
import { machine } from './machine.ts'
import { protocol } from './protocol.ts'
import type { WebContentsDouble } from './web-contents.ts'

type Handlers =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
type RequestFilter = (details: { readonly url: string }, answer: (response: { cancel?: boolean }) => void) => void

/** The default session: rules for what pages may ask for, and the way of every request. */
export class SessionDouble extends EventEmitter implements Pick<Session, Handlers> {
  readonly #pages = new Map<Page, WebContentsDouble>()
  #isRouted = false
  #isOpening = 0
  #filter: RequestFilter = (_details, answer) => answer({})
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null
  displayMedia: Parameters<Session['setDisplayMediaRequestHandler']>[0] = null

  readonly webRequest = {
    onBeforeRequest: (filter: RequestFilter) => {
      this.#filter = filter
    },
  }

  setPermissionRequestHandler(handler: typeof this.permissionRequest): void {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: typeof this.permissionCheck): void {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: typeof this.devicePermission): void {
    this.devicePermission = handler
  }
  setDisplayMediaRequestHandler(handler: typeof this.displayMedia): void {
    this.displayMedia = handler
  }

  /** Opens the page of a window. */
  async openPage(context: BrowserContext, contents: WebContentsDouble): Promise<Page> {
    if (!this.#isRouted) await this.#route(context)
    this.#isOpening += 1
    const page = await newWindow(context)
    this.#isOpening -= 1
    this.#pages.set(page, contents)
    return page
  }

  /** Whether the rules let a request out; foreign ones that they let through are noted. */
  allows(url: string): boolean {
    let cancelled = false
    this.#filter({ url }, ({ cancel = false }) => {
      cancelled = cancel
    })
    return !cancelled
  }

  async #route(context: BrowserContext): Promise<void> {
    this.#isRouted = true
    if (
      this.permissionCheck?.(null, 'clipboard-sanitized-write', '', { isMainFrame: true, securityOrigin: '' }) === true
    )
      await context.grantPermissions(['clipboard-write'])
    context.on('page', (page) => this.#refusePopup(page))
    await context.route('**/*', async (route) => {
      const request = route.request()
      const url = toAppAddress(request.url(), machine.schemes)
      const contents = request.isNavigationRequest() ? this.#contentsOf(() => request.frame().page()) : undefined
      if (contents?.mayNavigate(request.url()) === false) return route.abort('aborted')
      if (!this.allows(url)) return route.abort('blockedbyclient')
      const answer = await protocol.answer(url, request)
      if (answer !== null) return route.fulfill(answer)
      machine.record({ kind: 'foreign-request', url })
      return route.abort('internetdisconnected')
    })
  }

  /** Playwright has no frame yet for the first request of a popup. */
  #contentsOf(find: () => Page): WebContentsDouble | undefined {
    try {
      return this.#pages.get(find())
    } catch {
      return undefined
    }
  }

  /** A page without an opener was made by the test, not by the application. */
  async #refusePopup(page: Page): Promise<void> {
    if (this.#isOpening > 0 || this.#pages.has(page)) return
    const opener = await page.opener()
    if (opener === null) return
    const url = page.url()
    await page.close()
    this.#pages.get(opener)?.openRequested(url)
  }
}

/** A tab behind another would be hidden and stop painting: every window is one of its own. */
async function newWindow(context: BrowserContext): Promise<Page> {
  const browser = context.browser()
  if (browser === null) throw new Error('Chromium has gone')
  const control = await browser.newBrowserCDPSession()
  const opened = context.waitForEvent('page')
  await control.send('Target.createTarget', { url: 'about:blank', newWindow: true })
  await control.detach()
  return opened
}

export const session = { defaultSession: new SessionDouble() }
