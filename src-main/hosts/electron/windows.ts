import type { BrowserWindow } from 'electron'
import type { Logger } from '#main/platform/logger.ts'
import { appOrigin, type ElectronParts } from './electron-parts.ts'
import { createWindow, type WindowSettings } from './window.ts'
import type { HostWords } from './words.ts'

const crashWindowMs = 60_000

/** The windows of the program: opened on request, revived once after a crash. Closing them never ends the work. */
export class Windows {
  readonly #electron: ElectronParts
  readonly #settings: WindowSettings
  readonly #log: Logger
  readonly #words: () => HostWords
  #lastCrashMs = Number.NEGATIVE_INFINITY

  constructor(electron: ElectronParts, settings: WindowSettings, log: Logger, words: () => HostWords) {
    this.#electron = electron
    this.#settings = settings
    this.#log = log
    this.#words = words
  }

  /** Brings a window to the front, at the place a notice spoke of where there is one. */
  show(link: string | null = null): void {
    const [standing] = this.#electron.BrowserWindow.getAllWindows()
    if (standing === undefined) {
      this.open(link)
      return
    }
    if (link !== null) this.#load(standing, link)
    if (standing.isMinimized()) standing.restore()
    standing.show()
    standing.focus()
  }

  /** Opens one more window. */
  open(link: string | null = null): void {
    const window = createWindow(this.#electron, this.#settings)
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#revive(window, reason))
    window.webContents.on('will-prevent-unload', (event) => {
      if (this.#mayLeave(window)) event.preventDefault()
    })
    window.on('unresponsive', () => this.#log.warning('a window does not respond'))
    this.#load(window, link)
  }

  #load(window: BrowserWindow, link: string | null): void {
    const address = `${appOrigin}/index.html${link === null ? '' : `#${link}`}`
    window.loadURL(address).catch((error: unknown) => this.#log.warning('a page was not loaded', { address, error }))
  }

  /** A page with unsaved changes is about to go, which Electron would silently refuse: a person decides. */
  #mayLeave(window: BrowserWindow): boolean {
    const words = this.#words()
    const answer = this.#electron.dialog.showMessageBoxSync(window, {
      type: 'question',
      message: words.unsaved,
      detail: words.unsavedDetail,
      buttons: [words.leave, words.cancel],
      defaultId: 1,
      cancelId: 1,
    })
    return answer === 0
  }

  /** Once a minute the page is simply loaded again; sooner, a person decides. */
  #revive(window: BrowserWindow, reason: string): void {
    this.#log.error('a window has crashed', { reason })
    const isFirst = performance.now() - this.#lastCrashMs > crashWindowMs
    this.#lastCrashMs = performance.now()
    if (isFirst) {
      window.webContents.reload()
    } else {
      const { crashed, crashedDetail } = this.#words()
      this.#electron.dialog.showErrorBox(crashed, crashedDetail)
      window.destroy()
    }
  }
}
