import { EventEmitter } from 'node:events'
import type { App, LoginItemSettings, Settings } from 'electron'
import { machine } from './machine.ts'
import { PreventableEvent } from './preventable-event.ts'
import { openWindows } from './window-list.ts'

type Methods =
  | 'quit'
  | 'exit'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'whenReady'
  | 'isReady'
  | 'getLocale'
  | 'getPath'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'setLoginItemSettings'

/** The life of the application: ready after its entry has run to the end, quitting in Electron's order. */
export class AppDouble extends EventEmitter implements Pick<App, Methods> {
  readonly #ready = Promise.withResolvers<void>()
  readonly #paths = new Map<string, string>()
  #openAtLogin = false

  /** Called by the double once the entry has been evaluated. */
  becomeReady(): void {
    machine.isReady = true
    this.emit('ready', {}, {})
    this.#ready.resolve()
  }
  isReady(): boolean {
    return machine.isReady
  }
  whenReady(): Promise<void> {
    return this.#ready.promise
  }
  enableSandbox(): void {
    if (machine.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    machine.record({ kind: 'sandbox-enabled', beforeReady: true })
  }
  setAppUserModelId(): void {}
  requestSingleInstanceLock(): boolean {
    return process.env.ELECTRON_DOUBLE_SECOND_INSTANCE !== 'true'
  }
  getLocale(): string {
    return machine.isReady ? 'ja' : ''
  }
  getPath(name: Parameters<App['getPath']>[0]): string {
    return this.#paths.get(name) ?? `${process.env.TMPDIR}/${name}`
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  getLoginItemSettings(): Pick<LoginItemSettings, 'openAtLogin'> {
    return { openAtLogin: this.#openAtLogin }
  }
  setLoginItemSettings({ openAtLogin = false }: Settings): void {
    this.#openAtLogin = openAtLogin
    machine.record({ kind: 'login-item', openAtLogin })
  }
  quit(): void {
    if (machine.isReady) {
      if (this.#asks('before-quit')) return
      for (const window of openWindows()) window.destroy()
      if (this.#asks('will-quit')) return
    }
    this.exit(0)
  }
  exit(code = 0): void {
    this.emit('quit', {}, code)
    machine.killChromium()
    process.exit(code)
  }
  /** Whether a listener prevents it. */
  #asks(name: 'before-quit' | 'will-quit'): boolean {
    const event = new PreventableEvent({})
    this.emit(name, event)
    return event.defaultPrevented
  }
}

export const app = new AppDouble()
