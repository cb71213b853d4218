import { appOrigin, type ElectronParts, isAppAddress } from './electron-parts.ts'

/** Longest address handed to the browser of the machine. */
const longestAddress = 2048

/** Web addresses and mail addresses without credentials may be opened outside; nothing else. */
export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || address.length > longestAddress) return false
  return ['https:', 'mailto:'].includes(url.protocol) && url.username === '' && url.password === ''
}

type Answer<T> = (answer: T) => void
interface Preventable {
  preventDefault(): void
}

/** The part of Electron's session that holds its rules. */
export interface GuardedSession {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: Answer<boolean>) => void): void
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  setDisplayMediaRequestHandler(handler: (request: unknown, answer: Answer<Record<never, never>>) => void): void
  readonly webRequest: {
    onBeforeRequest(filter: (details: { readonly url: string }, answer: Answer<{ cancel: boolean }>) => void): void
  }
  on(event: 'will-download', listener: (event: Preventable, item: { getURL(): string }) => void): unknown
}

/** The part of a page's contents that decides where it may go. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    listener: (event: Preventable & { readonly url: string }) => void,
  ): unknown
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void
}

/** Refuses every permission but writing to the clipboard, every request but to the application, and foreign downloads. */
export function guardSession(session: GuardedSession): void {
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
export function guardContents(contents: GuardedContents, offer: (address: string) => void): void {
  const keep = (event: Preventable & { readonly url: string }) => {
    if (!isAppAddress(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', keep)
  contents.on('will-frame-navigate', keep)
  contents.on('will-redirect', keep)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) offer(url)
    return { action: 'deny' }
  })
}

/** Asks a person before an address is opened outside. */
export async function offerOutside(url: string, { dialog, shell }: ElectronParts): Promise<void> {
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
