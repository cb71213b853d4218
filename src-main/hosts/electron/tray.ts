import type { Tray } from 'electron'
import type { ElectronParts } from './electron-parts.ts'
import type { HostWords } from './words.ts'

/** What the tray can do. */
export interface TrayActions {
  readonly open: () => void
  readonly quit: () => void
}

/** The icon that stays when the last window is closed: the program keeps running its schedules and says so there. */
export function createTray(
  { Tray, Menu, nativeImage }: ElectronParts,
  iconPath: string,
  words: HostWords,
  actions: TrayActions,
): Tray {
  const tray = new Tray(nativeImage.createFromPath(iconPath).resize({ width: 16, height: 16 }))
  tray.setToolTip('Kuraban 蔵番')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.open, click: actions.open },
      { type: 'separator' },
      { label: words.quit, click: actions.quit },
    ]),
  )
  tray.on('click', actions.open)
  return tray
}
