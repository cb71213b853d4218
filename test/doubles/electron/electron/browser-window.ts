import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { app } from './app.ts'
import { machine } from './machine.ts'
import { PreventableEvent } from './preventable-event.ts'
import { WebContentsDouble } from './web-contents.ts'
import { addWindow, openWindows, removeWindow } from './window-list.ts'

type Methods =
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'isDestroyed'
  | 'close'
  | 'destroy'

let lastId = 0

/** A window: a page of Chromium, with the rules of its options checked when it is made. */
export class BrowserWindowDouble extends EventEmitter implements Pick<BrowserWindow, Methods> {
  readonly id: number
  readonly webContents: WebContentsDouble
  #isVisible: boolean
  #isMinimized = false
  #isDestroyed = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    machine.requireReady('BrowserWindow')
    machine.record({ kind: 'window-options', options: structuredClone(options) })
    const { preload, sandbox = true, contextIsolation = true, nodeIntegration = false } = options.webPreferences ?? {}
    if (!sandbox || !contextIsolation || nodeIntegration)
      throw new Error('the double shows sandboxed, isolated pages only')
    lastId += 1
    this.id = lastId
    this.#isVisible = options.show ?? true
    this.webContents = new WebContentsDouble(this.id, preload === undefined ? '' : readFileSync(preload, 'utf8'))
    this.webContents.once('ready-to-show', () => this.emit('ready-to-show', {}))
    this.webContents.once('destroyed', () => this.#closed())
    addWindow(this)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }

  static getAllWindows(): BrowserWindowDouble[] {
    return openWindows().filter((window) => window instanceof BrowserWindowDouble)
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address)
  }
  show(): void {
    this.#isVisible = true
  }
  hide(): void {
    this.#isVisible = false
  }
  isVisible(): boolean {
    return this.#isVisible
  }
  focus(): void {
    app.emit('browser-window-focus', {}, this)
  }
  minimize(): void {
    this.#isMinimized = true
  }
  restore(): void {
    this.#isMinimized = false
  }
  isMinimized(): boolean {
    return this.#isMinimized
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  close(): void {
    const event = new PreventableEvent({})
    this.emit('close', event)
    if (event.defaultPrevented) return
    void this.webContents.mayUnload().then((may) => {
      if (may) this.destroy()
    })
  }
  destroy(): void {
    if (!this.#isDestroyed) void this.webContents.closePage()
  }

  #closed(): void {
    this.#isDestroyed = true
    removeWindow(this)
    this.emit('closed')
    if (openWindows().length > 0) return
    if (app.listenerCount('window-all-closed') === 0) app.quit()
    else app.emit('window-all-closed')
  }
}
