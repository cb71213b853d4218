import { BrowserWindowDouble } from '../electron/browser-window.ts'
import { ipcMain } from '../electron/ipc-main.ts'
import { PreventableEvent } from '../electron/preventable-event.ts'
import { session } from '../electron/session.ts'
import type { WebContentsDouble } from '../electron/web-contents.ts'
import { WebFrameDouble } from '../electron/web-frame.ts'

function contents(): WebContentsDouble {
  const [window] = BrowserWindowDouble.getAllWindows()
  if (window === undefined) throw new Error('there is no window')
  return window.webContents
}

/** What a page, honest or not, may try; each answers what the application's own handlers said. */
export const pageCommands = {
  askPermission: (permission: string) => {
    const { permissionRequest, permissionCheck } = session.defaultSession
    const answers: boolean[] = []
    const details = { isMainFrame: true, requestingUrl: '', securityOrigin: '' }
    const known = { request: permissionRequest, check: permissionCheck }
    Reflect.apply(known.request ?? (() => {}), null, [
      contents(),
      permission,
      (given: boolean) => answers.push(given),
      details,
    ])
    return {
      request: answers[0],
      check: Reflect.apply(known.check ?? (() => true), null, [contents(), permission, '', details]),
    }
  },
  askDevice: () =>
    Reflect.apply(session.defaultSession.devicePermission ?? (() => true), null, [{ deviceType: 'usb' }]),
  askDisplayMedia: () => {
    const answers: unknown[] = []
    Reflect.apply(session.defaultSession.displayMedia ?? (() => {}), null, [
      {},
      (streams: unknown) => answers.push(streams),
    ])
    return answers
  },
  mayRequest: (url: string) => session.defaultSession.allows(url),
  mayDownload: (url: string) => {
    const event = new PreventableEvent({})
    session.defaultSession.emit('will-download', event, { getURL: () => url }, contents())
    return !event.defaultPrevented
  },
  mayNavigate: ({ name, url }: { readonly name: string; readonly url: string }) => {
    const event = new PreventableEvent({ url, isMainFrame: true })
    contents().emit(name, event, url)
    return !event.defaultPrevented
  },
  askWindow: (url: string) => contents().openRequested(url),
  askPortFrom: (frame: 'no frame' | 'another frame' | { readonly url: string }) => {
    const page = contents()
    const { mainFrame } = page
    if (frame === 'no frame') ipcMain.receive(page, null, 'kuraban:port', [])
    else if (frame === 'another frame') ipcMain.receive(page, new WebFrameDouble(null), 'kuraban:port', [])
    else {
      const { url } = mainFrame
      mainFrame.url = frame.url
      ipcMain.receive(page, mainFrame, 'kuraban:port', [])
      mainFrame.url = url
    }
  },
  crash: () => contents().emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
}
