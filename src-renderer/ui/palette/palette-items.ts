import { useEffect, useSyncExternalStore } from 'react'

/** Something one can go to or do from the command palette. */
export interface PaletteItem {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly group: string
  /** Further words it is found by: the other language, romaji, synonyms. */
  readonly words: readonly string[]
  readonly run: () => void
}

let contributed: readonly (readonly PaletteItem[])[] = []
const listeners = new Set<() => void>()

function change(next: readonly (readonly PaletteItem[])[]): void {
  contributed = next
  for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Offers items in the palette while the component is there. Keep the list stable (useMemo). */
export function usePaletteItems(items: readonly PaletteItem[]): void {
  useEffect(() => {
    change([...contributed, items])
    return () => change(contributed.filter((other) => other !== items))
  }, [items])
}

/** Everything on offer now. */
export function useContributedPaletteItems(): readonly PaletteItem[] {
  return useSyncExternalStore(subscribe, () => contributed).flat()
}
