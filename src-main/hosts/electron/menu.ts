import type { Menu } from 'electron'
import type { ElectronParts } from './electron-parts.ts'
import type { HostWords } from './words.ts'

/** What the menu can do beyond what windows do by themselves. */
export interface MenuActions {
  readonly openWindow: () => void
  readonly quit: () => void
}

/** The application's menu: editing and window keys of the platform, nothing that leads elsewhere. */
export function buildMenu({ Menu }: ElectronParts, words: HostWords, actions: MenuActions): Menu {
  return Menu.buildFromTemplate([
    {
      label: 'Kuraban',
      submenu: [
        { label: words.newWindow, accelerator: 'CmdOrCtrl+N', click: actions.openWindow },
        { type: 'separator' },
        { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: words.window, submenu: [{ role: 'minimize' }, { role: 'close' }] },
  ])
}
