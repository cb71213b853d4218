import { useSyncExternalStore } from 'react'

let latestMs = Date.now()
const listeners = new Set<() => void>()

/** Keeps the moment up to which the program has figures, as it was last announced. */
export function keepTick(atMs: number): void {
  latestMs = atMs
  for (const notify of listeners) notify()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The moment up to which the program has figures; before the first announcement, when the window opened. */
export function useLatestTick(): number {
  return useSyncExternalStore(subscribe, () => latestMs)
}
