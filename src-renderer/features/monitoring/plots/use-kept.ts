import { useRef } from 'react'

/** A value, or while there is none the last there was for the same thing: what is shown stays while new is fetched. */
export function useKept<T>(value: T | undefined, thing: unknown): T | undefined {
  const kept = useRef<{ readonly thing: unknown; readonly value: T } | null>(null)
  if (value !== undefined) kept.current = { thing, value }
  const { current } = kept
  return current !== null && current.thing === thing ? current.value : undefined
}
