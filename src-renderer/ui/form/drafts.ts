import { z } from 'zod'

const prefix = 'kuraban.draft.'
const draftSchema = z.record(z.string(), z.unknown())

/** What a person has typed into a form and not saved yet; it outlives reloads and expired sessions, not the window. */
export function readDraft(key: string): Readonly<Record<string, unknown>> | null {
  const text = sessionStorage.getItem(prefix + key)
  if (text === null) return null
  const parsed = draftSchema.safeParse(safeJson(text))
  return parsed.success ? parsed.data : null
}

export function writeDraft(key: string, values: object, without: readonly string[]): void {
  const kept = Object.entries(values).filter(([name]) => !without.includes(name))
  sessionStorage.setItem(prefix + key, JSON.stringify(Object.fromEntries(kept)))
}

export function forgetDraft(key: string): void {
  sessionStorage.removeItem(prefix + key)
}

const ownerKey = 'kuraban.drafts-of'

/** Says whose drafts these are: what another person has typed in this window is dropped, not shown to them. */
export function bindDrafts(owner: string): void {
  const before = sessionStorage.getItem(ownerKey)
  if (before === owner) return
  if (before !== null) {
    const keys = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '')
    for (const key of keys) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
  }
  sessionStorage.setItem(ownerKey, owner)
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
