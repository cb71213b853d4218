import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isComposing, isTyping } from './composition.ts'

/** A key or a sequence of keys ("?", "g b", "mod+k") and what it does. */
export interface Shortcut {
  readonly keys: string
  readonly description: string
  readonly group: string
  readonly run: () => void
}

let registered: readonly (readonly Shortcut[])[] = []
const listeners = new Set<() => void>()

function change(next: readonly (readonly Shortcut[])[]): void {
  registered = next
  for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Puts shortcuts in force; returns how to take them back. */
export function registerShortcuts(entry: readonly Shortcut[]): () => void {
  change([...registered, entry])
  return () => change(registered.filter((other) => other !== entry))
}

/** Puts shortcuts in force while the component is there; the keyboard map lists them by itself. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((shortcut) => `${shortcut.keys}|${shortcut.description}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the shortcuts
  useEffect(() => {
    const entry = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }))
    return registerShortcuts(entry)
  }, [signature])
}

/** All shortcuts in force now, in the order in which screens added them. */
export function useRegisteredShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => registered).flat()
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

function find(keys: string): Shortcut | undefined {
  return registered
    .flat()
    .reverse()
    .find((shortcut) => shortcut.keys === keys)
}

const dialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** Listens for shortcuts on the whole window; sequences wait a second for their next key. Returns how to stop. */
export function listenForShortcuts(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
  let pending: { readonly keys: string; readonly at: number } | undefined
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event) || event.altKey) return
    const key = keyName(event)
    if (!key.startsWith('mod+') && (isTyping(event) || dialogOpen())) return
    const sequence = pending !== undefined && event.timeStamp - pending.at < 1_000 ? `${pending.keys} ${key}` : key
    const shortcut = find(sequence) ?? find(key)
    pending = shortcut === undefined && key.length === 1 ? { keys: key, at: event.timeStamp } : undefined
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.run()
  }
  target.addEventListener('keydown', listen)
  return () => target.removeEventListener('keydown', listen)
}
