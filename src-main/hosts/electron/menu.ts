import type { Menu } from 'electron'
import type { ElectronParts } from './electron-parts.ts'
import type { HostWords } from './words.ts'

/** The application's menu: editing and window keys of the platform, nothing that leads elsewhere. */
export function buildMenu({ Menu }: ElectronParts, words: HostWords, quit: () => void): Menu {
  return Menu.buildFromTemplate([
    { label: 'Kuraban', submenu: [{ label: words.quit, accelerator: 'CmdOrCtrl+Q', click: quit }] },
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
