import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { toCallError } from '#main/app/api/call-errors.ts'
import { RendererFiles } from '#main/app/renderer-files.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { installedPath, resourcePath } from '#main/platform/resources.ts'
import { errorText } from '#shared/contract/error-text.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { answerWith, declareScheme } from './app-protocol.ts'
import { serveWindows } from './calls.ts'
import { appScheme, type ElectronParts } from './electron-parts.ts'
import { guardContents, guardSession, offerOutside } from './guards.ts'
import type { HostFlags } from './host-flags.ts'
import { lockWithMachine } from './lock-with-machine.ts'
import { electronReturnWay } from './machine-ports.ts'
import { buildMenu } from './menu.ts'
import { showDesktopNotice } from './notices.ts'
import { type Desktop, openDesktop } from './open-desktop.ts'
import { Quitting } from './quitting.ts'
import { createTray } from './tray.ts'
import { Windows } from './windows.ts'
import { hostWords } from './words.ts'

/** By what Windows groups windows and notices of this program. */
const applicationId = 'jp.kuraban.desktop'

/**
 * Starts the desktop and does not wait: Electron becomes ready only after its entry has run to the end. A failure is told
 * in a box and ends the program.
 */
export function startDesktop(electron: ElectronParts, flags: HostFlags): void {
  start(electron, flags).catch((error: unknown) => {
    const language = electron.app.getLocale().startsWith('ja') ? 'ja' : 'en'
    electron.dialog.showErrorBox('Kuraban 蔵番', startFailureText(error, language))
    electron.app.exit(1)
  })
}

/**
 * One instance, hardened before anything is shown, then the application with its windows, tray, menu and notices. The
 * order is the point: nothing loads before its guards stand.
 */
async function start(electron: ElectronParts, flags: HostFlags): Promise<void> {
  const { app } = electron
  const ownPlace = windowFolder(flags)
  if (ownPlace !== null) app.setPath('userData', ownPlace)
  if (!app.requestSingleInstanceLock()) return app.quit()
  app.enableSandbox()
  app.setAppUserModelId(applicationId)
  declareScheme(electron)
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, (address) => void offerOutside(address, electron))
  })
  await app.whenReady()
  guardSession(electron.session.defaultSession)
  electron.protocol.handle(appScheme, answerWith(new RendererFiles(installedPath(join('dist', 'renderer')) ?? '')))
  runDesktop(electron, await openDesktop(electron, flags), flags)
}

function runDesktop(electron: ElectronParts, desktop: Desktop, { hidden }: HostFlags): void {
  const { app } = electron
  const owner = new Owner('desktop', { log: desktop.log })
  const words = () => hostWords(desktop.config().language)
  const preloadPath = join(installedPath(join('dist', 'preload')) ?? '', 'preload.cjs')
  const developerTools = desktop.config().environment === 'development'
  const windows = new Windows(electron, { preloadPath, title: 'Kuraban 蔵番', developerTools }, desktop.log, words)
  const quitting = new Quitting(electron, desktop, owner, words)
  serveWindows(electron, desktop.app, desktop.session, owner)
  lockWithMachine(electron.powerMonitor, desktop.app, desktop.session, owner)
  desktop.app.security.singleSignOn.returnBy(electronReturnWay(electron))
  const quit = () => void quitting.ask()
  electron.Menu.setApplicationMenu(buildMenu(electron, words(), { openWindow: () => windows.open(), quit }))
  const tray = createTray(electron, resourcePath('icon.png'), words(), {
    open: () => windows.show(),
    quit,
  })
  owner.own('tray', () => tray.destroy())
  const stopListening = desktop.app.events.listen((event) => {
    if (event.type === 'notice')
      showDesktopNotice(electron, event, desktop.config().language, (link) => windows.show(link))
  })
  owner.own('notices', stopListening)
  app.on('second-instance', () => windows.show())
  app.on('activate', () => windows.show())
  app.on('window-all-closed', () => quitting.stayInTray())
  if (!hidden) windows.show()
}

/** Where windows keep theirs when the data folder is not the usual one: another data folder is another program. */
function windowFolder({ demo, dataFolder }: HostFlags): string | null {
  if (demo) return join(tmpdir(), 'kuraban-demo-window')
  return dataFolder === undefined ? null : join(resolve(dataFolder), 'window')
}

function startFailureText(error: unknown, language: Language): string {
  const { code, data } = toCallError(error, 'desktop')
  const { title, whatHappened, whatWasKept, whatToDo } = errorText(language, code, data)
  return [title, whatHappened, whatWasKept, whatToDo, `(${code})`].filter((line) => line !== undefined).join('\n')
}
