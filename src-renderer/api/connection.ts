import { useSyncExternalStore } from 'react'

/** How the way to the program is: `lost` while it is being mended. */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost'

/** The state of one way to the program, for whoever wants to show or follow it. */
export class Connection {
  #state: ConnectionState = 'idle'
  readonly #listeners = new Set<() => void>()

  get state(): ConnectionState {
    return this.#state
  }

  set(state: ConnectionState): void {
    if (state === this.#state) return
    this.#state = state
    for (const notify of this.#listeners) notify()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** The connection of this window. */
export const connection = new Connection()

/** The state of this window's connection, followed. */
export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, () => connection.state)
}
