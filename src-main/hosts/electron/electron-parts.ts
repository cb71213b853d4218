import type * as Electron from 'electron'

/** Everything of Electron that this host uses. Given as an argument, so that tests can bring their own and nothing else imports it. */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'shell'
  | 'Tray'
>

/** Scheme and host the windows load from. Nothing is ever loaded from anywhere else. */
export const appScheme = 'app'
export const appHost = 'kuraban'
export const appOrigin = `${appScheme}://${appHost}`

/** Whether an address belongs to this application: scheme and host exactly, since custom schemes have no origin in Node. */
export function isAppAddress(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === '' &&
    url.password === ''
  )
}
