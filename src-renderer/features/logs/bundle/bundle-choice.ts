/** What a bundle would hold, piece by piece. */
export interface BundlePart {
  readonly name: string
  readonly bytes: number
  readonly redactions: number
}

/** What goes into the bundle when the unwanted parts stay outside. */
export function chosenOf(parts: readonly BundlePart[], without: ReadonlySet<string>) {
  const chosen = parts.filter(({ name }) => !without.has(name))
  return {
    parts: chosen.length,
    bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0),
    redactions: chosen.reduce((sum, { redactions }) => sum + redactions, 0),
  }
}

/** With the part in or out, whichever it was not. */
export function toggled(without: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(without)
  if (!next.delete(name)) next.add(name)
  return next
}
