/** Numbers that look random and are the same at every start. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A valid id made of a kind and a number. */
export function idOf(kind: number, number: number): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  return `0199c0de-${hex(kind, 4)}-7000-8000-${hex(number, 12)}`
}

/** One item of a list, chosen by a number between 0 and 1. */
export function pick<const Items extends readonly [unknown, ...unknown[]]>(items: Items, share: number): Items[number] {
  return items[Math.floor(share * items.length)] ?? items[0]
}

/** The first of a list that is never empty. */
export function firstOf<T>(items: readonly T[]): T {
  const [first] = items
  if (first === undefined) throw new Error('the sample is empty')
  return first
}

export const now = Date.now()
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export function instant(offsetMs: number): string {
  return new Date(now + offsetMs).toISOString()
}

/** Cuts one page out of a list; the cursor is the place where the next begins. */
export function pageOf<T>(
  items: readonly T[],
  input: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const start = Number(input.cursor ?? 0)
  const end = start + input.limit
  return { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null }
}
