import type { BrowserWindow } from 'electron'
import type { ElectronParts } from './electron-parts.ts'

/** What a window needs besides Electron. */
export interface WindowSettings {
  readonly preloadPath: string
  readonly title: string
  readonly developerTools: boolean
}

/** Makes the only kind of window there is: sandboxed, isolated, without Node, shown when its page is ready. */
export function createWindow(
  electron: ElectronParts,
  { preloadPath, title, developerTools }: WindowSettings,
): BrowserWindow {
  const window = new electron.BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title,
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: developerTools,
    },
  })
  window.once('ready-to-show', () => window.show())
  return window
}
