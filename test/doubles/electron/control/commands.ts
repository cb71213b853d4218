import { app } from '../electron/app.ts'
import { BrowserWindowDouble } from '../electron/browser-window.ts'
import { MenuDouble, type MenuItemDouble, NotificationDouble, TrayDouble } from '../electron/desktop.ts'
import { machine } from '../electron/machine.ts'
import { powerMonitor } from '../electron/operating-system.ts'
import { pageCommands } from './page-commands.ts'

function choose(items: readonly MenuItemDouble[], label: string): void {
  const item = items.find((candidate) => candidate.label === label)
  if (item === undefined) throw new Error(`no item ${label} among ${items.map((known) => known.label).join(', ')}`)
  item.choose()
}

/** What a test can make the machine, or a person at it, do; and what it can look up. */
export const commands = {
  chromium: async () => {
    const { endpoint, groupId } = await machine.chromium
    return { endpoint, groupId }
  },
  proceed: () => machine.proceeding.resolve(),
  recorded: () => machine.recorded,
  answerNextQuestion: (button: number) => void machine.answers.push(button),
  windows: () =>
    BrowserWindowDouble.getAllWindows().map((window) => ({
      id: window.id,
      url: window.webContents.getURL(),
      isVisible: window.isVisible(),
    })),
  closeWindow: () => BrowserWindowDouble.getAllWindows().at(-1)?.close(),
  menuLabels: () => MenuDouble.applicationMenu?.items.map(({ label }) => label) ?? [],
  chooseMenu: (label: string) => choose(MenuDouble.applicationMenu?.items ?? [], label),
  tray: () => ({
    toolTip: TrayDouble.standing?.toolTip,
    labels: TrayDouble.standing?.menu?.items.map(({ label }) => label) ?? [],
  }),
  chooseTray: (label: string) => choose(TrayDouble.standing?.menu?.items ?? [], label),
  clickTray: () => TrayDouble.standing?.emit('click', {}),
  clickNotification: (title: string) =>
    NotificationDouble.shown.findLast((one) => one.title === title)?.emit('click', {}),
  lockScreen: () => void powerMonitor.emit('lock-screen'),
  quit: () => void setImmediate(() => app.quit()),
  secondInstance: (argv: readonly string[]) => app.emit('second-instance', {}, argv, '/', null),
  ...pageCommands,
}

export type Commands = typeof commands
