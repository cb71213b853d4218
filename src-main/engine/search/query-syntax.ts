/** One part of a query as it was typed. */
export interface QueryPart {
  readonly text: string
  readonly quoted: boolean
  readonly excluded: boolean
  /** The field it is limited to, of those that were offered. */
  readonly field: string | null
}

const part = /(-?)(?:([\p{L}_][\p{L}\p{N}_.]*):)?(?:"([^"]*)"?|(\S+))/gu
const mostParts = 32

/**
 * Reads `words "a phrase" -excluded field:value`; blanks of any width mean AND. A word before a colon that is no
 * offered field is text like any other, and so is a dash by itself.
 */
export function parseQuery(query: string, fields: ReadonlySet<string> = new Set()): QueryPart[] {
  const parts: QueryPart[] = []
  const plain = query.replaceAll(/[“”„＂]/g, '"').replaceAll('：', ':')
  for (const match of plain.matchAll(part)) {
    const [whole, minus, name, phrase, word] = match
    const excluded = minus === '-' && whole !== '-'
    const known = name !== undefined && fields.has(name.toLowerCase())
    const quoted = phrase !== undefined && (known || name === undefined)
    const text =
      known || name === undefined ? (phrase ?? word ?? '') : whole.slice(excluded ? 1 : 0).replaceAll('"', '')
    if (text.trim() === '' || parts.length >= mostParts) continue
    parts.push({ text, quoted, excluded, field: known ? name.toLowerCase() : null })
  }
  return parts
}
