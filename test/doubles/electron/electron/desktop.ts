import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions, MessageBoxOptions, NotificationConstructorOptions } from 'electron'
import { machine } from './machine.ts'

function ask({ message, detail = '', buttons = [], cancelId = 0 }: MessageBoxOptions): number {
  machine.record({ kind: 'message-box', message, detail, buttons })
  return machine.answers.shift() ?? cancelId
}

/** Questions and messages: recorded, and answered as the test has said; unasked, by cancelling. */
export const dialog = {
  showMessageBox: async (options: MessageBoxOptions) => ({ response: ask(options), checkboxChecked: false }),
  showMessageBoxSync: (_window: unknown, options: MessageBoxOptions) => ask(options),
  showErrorBox: (title: string, content: string) => {
    machine.record({ kind: 'error-box', title, content })
    console.error(`${title}\n${content}`)
  },
}

export const shell = {
  openExternal: async (url: string) => machine.record({ kind: 'open-external', url }),
}

/** A notice of the desktop: recorded when it is shown. */
export class NotificationDouble extends EventEmitter {
  static readonly shown: NotificationDouble[] = []
  readonly #options: NotificationConstructorOptions

  constructor(options: NotificationConstructorOptions = {}) {
    super()
    machine.requireReady('Notification')
    this.#options = options
  }
  get title(): string {
    return this.#options.title ?? ''
  }
  static isSupported(): boolean {
    return true
  }
  show(): void {
    NotificationDouble.shown.push(this)
    machine.record({ kind: 'notification', title: this.title, body: this.#options.body ?? '' })
  }
}

/** An item of a menu that can be chosen by its label. */
export interface MenuItemDouble {
  readonly label: string
  readonly choose: () => void
}

/** A menu: its labelled items with those of its submenus. */
export class MenuDouble {
  static applicationMenu: MenuDouble | null = null
  readonly items: readonly MenuItemDouble[]

  constructor(items: readonly MenuItemDouble[] = []) {
    this.items = items
  }
  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): MenuDouble {
    return new MenuDouble(template.flatMap(itemsOf))
  }
  static setApplicationMenu(menu: MenuDouble | null): void {
    machine.requireReady('Menu.setApplicationMenu')
    MenuDouble.applicationMenu = menu
  }
}

function itemsOf({ label, click, submenu }: MenuItemConstructorOptions): readonly MenuItemDouble[] {
  const below = Array.isArray(submenu) ? submenu.flatMap(itemsOf) : []
  if (label === undefined || click === undefined) return below
  return [{ label, choose: () => Reflect.apply(click, undefined, []) }, ...below]
}

/** The icon in the tray. */
export class TrayDouble extends EventEmitter {
  static standing: TrayDouble | null = null
  menu: MenuDouble | null = null
  toolTip = ''

  constructor() {
    super()
    machine.requireReady('Tray')
    TrayDouble.standing = this
  }
  setToolTip(text: string): void {
    this.toolTip = text
  }
  setContextMenu(menu: MenuDouble | null): void {
    this.menu = menu
  }
  destroy(): void {
    TrayDouble.standing = null
  }
}
