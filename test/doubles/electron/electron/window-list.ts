/** What the rest of the double needs to know of a window. */
export interface OpenWindow {
  readonly id: number
  destroy(): void
}

const windows = new Map<number, OpenWindow>()

export function addWindow(window: OpenWindow): void {
  windows.set(window.id, window)
}

export function removeWindow(window: OpenWindow): void {
  windows.delete(window.id)
}

/** Windows that have not been closed, oldest first. */
export function openWindows(): OpenWindow[] {
  return [...windows.values()]
}
