import type { Session, WebContents } from 'electron'
import { appOrigin, type ElectronParts, isAppAddress } from './electron-parts.ts'

/** Longest address handed to the browser of the machine. */
const longestAddress = 2048

/** Web addresses and mail addresses without credentials may be opened outside; nothing else. */
export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || address.length > longestAddress) return false
  return ['https:', 'mailto:'].includes(url.protocol) && url.username === '' && url.password === ''
}

/** Refuses every permission but writing to the clipboard, every request but to the application, and foreign downloads. */
export function guardSession(session: Session): void {
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed(permission)))
  session.setPermissionCheckHandler((_contents, permission) => allowed(permission))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isHarmless(details.url) }))
  session.on('will-download', (event, item) => {
    if (!isOwnText(item.getURL())) event.preventDefault()
  })
}

function isHarmless(address: string): boolean {
  return (
    isAppAddress(address) ||
    address.startsWith('devtools://') ||
    address.startsWith('blob:') ||
    address.startsWith('data:image/')
  )
}

/** What a page of ours made itself, such as an emergency sheet; the person chooses where it is saved. */
function isOwnText(address: string): boolean {
  return address.startsWith(`blob:${appOrigin}/`)
}

/** Keeps a page where it is: no navigation away, no new windows, no embedded pages. Outside links are offered to a person. */
export function guardContents(contents: WebContents, electron: ElectronParts): void {
  const keep = (event: { preventDefault(): void; url: string }) => {
    if (!isAppAddress(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', keep)
  contents.on('will-frame-navigate', keep)
  contents.on('will-redirect', keep)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void offerOutside(url, electron)
    return { action: 'deny' }
  })
}

async function offerOutside(url: string, { dialog, shell }: ElectronParts): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'ブラウザで開きますか? / Open in the browser?',
    detail: url,
    buttons: ['開く / Open', 'キャンセル / Cancel'],
    defaultId: 1,
    cancelId: 1,
  })
  if (response === 0) await shell.openExternal(url)
}
