import type { Notification } from 'electron'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { ElectronParts } from './electron-parts.ts'
import { noticeWords } from './words.ts'

type Notice = Extract<AppEvent, { readonly type: 'notice' }>

/** Held until they are closed: a notice that is collected as garbage forgets its click. */
const standing = new Set<Notification>()

/** Told outside the window: whatever has failed or needs a look. Success stays inside. */
export function showsOutside({ severity }: Notice): boolean {
  return severity === 'failure' || severity === 'warning'
}

/** Shows a notice of the operating system; a click opens the place it speaks of. */
export function showDesktopNotice(
  { Notification }: ElectronParts,
  notice: Notice,
  language: Language,
  open: (link: string | null) => void,
): void {
  if (!showsOutside(notice) || !Notification.isSupported()) return
  const { title, body } = noticeWords(language, notice.code, notice.data)
  const shown = new Notification({ title, body, urgency: notice.severity === 'failure' ? 'critical' : 'normal' })
  standing.add(shown)
  shown.on('click', () => open(notice.link))
  shown.on('close', () => standing.delete(shown))
  shown.show()
}
