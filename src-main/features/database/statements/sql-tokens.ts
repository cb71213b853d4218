/** A piece of SQL. A `name` is a quoted identifier without its quotes, a `word` a bare one or a keyword. */
export interface SqlToken {
  readonly kind: 'name' | 'word' | 'literal' | 'placeholder' | 'sign'
  readonly text: string
  /** Whether something stands between it and the one before. */
  readonly isSpaced: boolean
}

const pieces = [
  /(?<gap>\s+|--[^\n]*|\/\*.*?\*\/)/su,
  /(?<literal>'(?:[^']|'')*'|\$\$.*?\$\$|\d[\w.]*)/su,
  /(?<name>"(?:[^"]|"")*")/u,
  /(?<placeholder>\$\d+|\?\d*)/u,
  /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u,
  /(?<sign><=|>=|<>|!=|\|\||::|->>|->|.)/su,
]
const piece = new RegExp(pieces.map(({ source }) => source).join('|'), 'gsuy')

/** The pieces of a statement without its white space and comments. Every text has some; a broken one has odd ones. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  let isSpaced = false
  for (const { groups = {} } of sql.matchAll(piece)) {
    const token = tokenOf(groups, isSpaced)
    isSpaced = token === null
    if (token !== null) tokens.push(token)
  }
  return tokens
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, isSpaced: boolean): SqlToken | null {
  if (groups.name !== undefined) return { kind: 'name', text: groups.name.slice(1, -1).replaceAll('""', '"'), isSpaced }
  for (const kind of ['literal', 'placeholder', 'word', 'sign'] as const) {
    const text = groups[kind]
    if (text !== undefined) return { kind, text, isSpaced }
  }
  return null
}
