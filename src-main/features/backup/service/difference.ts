/** What of a thing changes: its fields that are not equal, as they were and as they shall be. */
export function difference<T extends object>(
  before: T,
  after: T,
): { readonly before: Partial<T>; readonly after: Partial<T> } {
  const was: Partial<T> = {}
  const shall: Partial<T> = {}
  for (const key in after) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    was[key] = before[key]
    shall[key] = after[key]
  }
  return { before: was, after: shall }
}
