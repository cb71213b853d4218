import { createRouterClient } from '@orpc/server'
import { localOperator } from '#main/app/owner-calls.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { ElectronParts } from './electron-parts.ts'
import type { Desktop } from './open-desktop.ts'
import type { HostWords } from './words.ts'

/** Ends the program: asks first and says what stops; closes everything in order; an end of the session is not held up. */
export class Quitting {
  readonly #electron: ElectronParts
  readonly #desktop: Desktop
  readonly #owner: Owner
  readonly #words: () => HostWords
  #closing: Promise<void> | null = null
  #toldAboutTray = false

  constructor(electron: ElectronParts, desktop: Desktop, owner: Owner, words: () => HostWords) {
    this.#electron = electron
    this.#desktop = desktop
    this.#owner = owner
    this.#words = words
    electron.app.on('before-quit', (event) => {
      if (this.#closing === null) {
        event.preventDefault()
        void this.#close()
      }
    })
  }

  /** Asks a person, with the number of tasks that would be interrupted. */
  async ask(): Promise<void> {
    const words = this.#words()
    const running = await this.#runningTasks()
    const { response } = await this.#electron.dialog.showMessageBox({
      type: 'question',
      message: words.quitTitle,
      detail: running > 0 ? words.quitRunning(running) : words.quitIdle,
      buttons: [words.quitConfirm, words.cancel],
      defaultId: 1,
      cancelId: 1,
    })
    if (response === 0) await this.#close()
  }

  /** The last window is closed: schedules go on, and that is said once. */
  stayInTray(): void {
    const { Notification } = this.#electron
    if (this.#closing !== null || this.#toldAboutTray || !Notification.isSupported()) return
    this.#toldAboutTray = true
    const { stillRunning, stillRunningDetail } = this.#words()
    new Notification({ title: stillRunning, body: stillRunningDetail }).show()
  }

  async #runningTasks(): Promise<number> {
    const client = createRouterClient(this.#desktop.app.router, { context: localOperator() })
    const { items } = await client.tasks.list({ show: 'live' })
    return items.filter(({ state }) => state === 'running').length
  }

  #close(): Promise<void> {
    this.#closing ??= this.#stopAll()
    return this.#closing
  }

  async #stopAll(): Promise<void> {
    for (const window of this.#electron.BrowserWindow.getAllWindows()) window.hide()
    const code = await this.#owner
      .stop()
      .then(() => this.#desktop.close())
      .then(
        () => 0,
        (error: unknown) => {
          this.#desktop.log.error('stopping failed', { error })
          return 1
        },
      )
    this.#electron.app.exit(code)
  }
}
