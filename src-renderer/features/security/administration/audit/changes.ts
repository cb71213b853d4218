/** One field that a change touched: how it was and how it is. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields under their whole names ("address.city"); lists and plain values are leaves, also empty ones. */
function leaves(value: unknown, prefix: string, into: Map<string, unknown>): void {
  if (isRecord(value) && Object.keys(value).length > 0)
    for (const [key, inner] of Object.entries(value)) leaves(inner, prefix === '' ? key : `${prefix}.${key}`, into)
  else into.set(prefix, value)
}

function flat(value: unknown): ReadonlyMap<string, unknown> {
  const into = new Map<string, unknown>()
  if (value !== undefined && value !== null) leaves(value, '', into)
  return into
}

/** What differs between `before` and `after` of an entry, field by field, in the order of the fields. */
export function changesOf(detail: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  const before = flat(detail.before)
  const after = flat(detail.after)
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field)))
    .map((field) => ({ field, before: before.get(field), after: after.get(field) }))
}

/** What an entry tells besides the change. */
export function furtherDetail(detail: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(detail).filter(([key]) => key !== 'before' && key !== 'after')
}

/** A value as plain text; null where there is none. */
export function valueText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
