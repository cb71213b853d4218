import { VisuallyHidden } from '@mantine/core'
import { useSyncExternalStore } from 'react'

interface Announcement {
  readonly polite: string
  readonly assertive: string
}

let current: Announcement = { polite: '', assertive: '' }
const listeners = new Set<() => void>()

/** Says something to screen readers: politely unless it must interrupt. Saying the same again is heard again. */
export function announce(text: string, urgency: keyof Announcement = 'polite'): void {
  const again = current[urgency] === text ? `${text}\u00a0` : text
  current = { ...current, [urgency]: again }
  for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The place where announcements appear; once in the window. */
export function LiveRegion() {
  const said = useSyncExternalStore(subscribe, () => current)
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {said.polite}
      </div>
      <div role="alert" aria-live="assertive">
        {said.assertive}
      </div>
    </VisuallyHidden>
  )
}
