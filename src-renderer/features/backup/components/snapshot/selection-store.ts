import { useCallback, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { emptySelection, type Selection } from './selection.ts'

const chosenSchema = z.array(
  z.object({ path: z.string(), display: z.string(), isFolder: z.boolean(), sizeBytes: z.number().nullable() }),
)
const prefix = 'kuraban.selection.'
const selections = new Map<string, Selection>()
const listeners = new Set<() => void>()

function read(key: string): Selection {
  const known = selections.get(key)
  if (known !== undefined) return known
  const text = sessionStorage.getItem(prefix + key)
  const kept = text === null ? null : chosenSchema.safeParse(JSON.parse(text))
  const selection =
    kept?.success === true ? new Map(kept.data.map((entry) => [entry.path, entry] as const)) : emptySelection
  selections.set(key, selection)
  return selection
}

/** Keeps a selection over a reload. One too large for the browser's store is kept in memory only. */
function persist(key: string, selection: Selection): void {
  sessionStorage.removeItem(prefix + key)
  if (selection.size === 0) return
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify([...selection.values()]))
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
  }
}

function write(key: string, selection: Selection): void {
  selections.set(key, selection)
  for (const notify of listeners) notify()
  persist(key, selection)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is chosen in a snapshot; it outlives going to another page and reloading, not the window. */
export function useSelection(repositoryId: string, snapshotId: string) {
  const key = `${repositoryId}/${snapshotId}`
  const selection = useSyncExternalStore(
    subscribe,
    useCallback(() => read(key), [key]),
  )
  return { selection, choose: (next: Selection) => write(key, next) }
}
