import type { ElectronParts } from '#main/hosts/electron/electron-parts.ts'
import * as life from './app.ts'
import { BrowserWindowDouble } from './browser-window.ts'
import * as desktop from './desktop.ts'
import * as ipc from './ipc-main.ts'
import { MessageChannelDouble } from './message-ports.ts'
import * as system from './operating-system.ts'
import * as schemes from './protocol.ts'
import * as sessions from './session.ts'

const parts = {
  app: life.app,
  BrowserWindow: BrowserWindowDouble,
  dialog: desktop.dialog,
  ipcMain: ipc.ipcMain,
  Menu: desktop.MenuDouble,
  MessageChannelMain: MessageChannelDouble,
  nativeImage: system.nativeImage,
  nativeTheme: system.nativeTheme,
  Notification: desktop.NotificationDouble,
  powerMonitor: system.powerMonitor,
  powerSaveBlocker: system.powerSaveBlocker,
  protocol: schemes.protocol,
  safeStorage: system.safeStorage,
  session: sessions.session,
  shell: desktop.shell,
  Tray: desktop.TrayDouble,
} satisfies Record<keyof ElectronParts, unknown>

/** What `electron` exports to the application: a part that the host begins to use is missed by the compiler. */
export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} = parts
