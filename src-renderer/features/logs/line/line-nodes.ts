/** A part of a line that is one JSON object, already flattened: names and values, and what lies within. */
export interface LineNode {
  readonly id: string
  readonly level: number
  readonly label: string
  readonly hasParts: boolean
}

const mostNodes = 2_000

function partsOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof value === 'string') {
    const rows = value.split(/\r?\n/)
    return rows.length === 1 ? null : rows.map((row, index) => [String(index + 1), row])
  }
  if (typeof value !== 'object' || value === null) return null
  const parts = Object.entries(value)
  return parts.length === 0 ? null : parts
}

function summary(value: unknown, parts: readonly unknown[] | null): string {
  if (parts === null) return typeof value === 'string' ? value : JSON.stringify(value)
  if (typeof value === 'string') return value.split(/\r?\n/, 1)[0] ?? ''
  return Array.isArray(value) ? `[${parts.length}]` : `{${parts.length}}`
}

/** What a line holds as the rows of a tree; what is closed shows none of its parts, and a line without end is cut. */
export function lineNodes(value: unknown, closed: ReadonlySet<string>): readonly LineNode[] {
  const nodes: LineNode[] = []
  const walk = (of: unknown, level: number, path: string) => {
    for (const [name, part] of partsOf(of) ?? []) {
      if (nodes.length >= mostNodes) return
      const parts = partsOf(part)
      const id = `${path}/${name}`
      nodes.push({ id, level, label: `${name}: ${summary(part, parts)}`, hasParts: parts !== null })
      if (parts !== null && !closed.has(id)) walk(part, level + 1, id)
    }
  }
  walk(value, 1, '')
  return nodes
}

/** The object a line is, or null where it is plain text. */
export function readLine(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
