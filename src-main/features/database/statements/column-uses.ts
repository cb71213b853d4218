import { type SqlToken, sqlTokens } from './sql-tokens.ts'

/** What a statement does with a column where an index could help it. */
export interface ColumnUse {
  /** Table or alias before the column; null for a bare column. */
  readonly of: string | null
  readonly column: string
  readonly use: 'equality' | 'range' | 'order'
}

const clauses: ReadonlySet<string> = new Set(
  'select from where on set order group having limit offset values returning union join'.split(' '),
)
const introducing: ReadonlySet<string> = new Set(['from', 'join', 'into', 'update'])
const useOf: Readonly<Record<string, ColumnUse['use']>> = {
  '=': 'equality',
  in: 'equality',
  is: 'equality',
  '<': 'range',
  '>': 'range',
  '<=': 'range',
  '>=': 'range',
  between: 'range',
}

/** Tables of a statement by the name they go under in it. */
export function tableAliases(sql: string): ReadonlyMap<string, string> {
  const tokens = sqlTokens(sql)
  const aliases = new Map<string, string>()
  for (const [at, token] of tokens.entries()) {
    const table = tokens[at + 1]
    if (token.kind !== 'word' || !introducing.has(token.text.toLowerCase()) || !isIdentifier(table)) continue
    aliases.set(table.text, table.text)
    const after = tokens[at + 2]
    const alias = isWord(after, 'as') ? tokens[at + 3] : after
    if (isIdentifier(alias) && !(alias.kind === 'word' && isReserved(alias.text))) aliases.set(alias.text, table.text)
  }
  return aliases
}

/** The columns that a statement compares or sorts by, in the order of their appearance. */
export function columnUses(sql: string): readonly ColumnUse[] {
  const tokens = sqlTokens(sql)
  const uses: ColumnUse[] = []
  const outer: string[] = []
  let clause = ''
  for (const [at, token] of tokens.entries()) {
    if (token.text === '(' && token.kind === 'sign') outer.push(clause)
    else if (token.text === ')' && token.kind === 'sign') clause = outer.pop() ?? ''
    else if (token.kind === 'word' && clauses.has(token.text.toLowerCase())) clause = token.text.toLowerCase()
    else if (isIdentifier(token)) uses.push(...columnUseAt(tokens, at, clause))
  }
  return uses
}

function columnUseAt(tokens: readonly SqlToken[], at: number, clause: string): readonly ColumnUse[] {
  const token = tokens[at]
  if (token === undefined || tokens[at + 1]?.text === '.') return []
  const of = tokens[at - 1]?.text === '.' ? (tokens[at - 2]?.text ?? null) : null
  const use = clause === 'order' ? orderUse(token) : comparison(tokens, at, clause)
  return use === undefined ? [] : [{ of, column: token.text, use }]
}

function orderUse(token: SqlToken): ColumnUse['use'] | undefined {
  return token.kind === 'word' && /^(by|asc|desc|nulls|first|last)$/i.test(token.text) ? undefined : 'order'
}

function comparison(tokens: readonly SqlToken[], at: number, clause: string): ColumnUse['use'] | undefined {
  const operator = tokens[at + 1]
  if ((clause !== 'where' && clause !== 'on') || operator === undefined || operator.kind === 'name') return undefined
  return isWord(tokens[at + 2], 'not') ? undefined : useOf[operator.text.toLowerCase()]
}

function isIdentifier(token: SqlToken | undefined): token is SqlToken {
  return token !== undefined && (token.kind === 'name' || token.kind === 'word')
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word
}

function isReserved(word: string): boolean {
  const lower = word.toLowerCase()
  return clauses.has(lower) || /^(inner|left|right|full|cross|using|as|natural|indexed|not)$/.test(lower)
}
