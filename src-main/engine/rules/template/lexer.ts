/** A piece of a template between its braces. */
export interface TemplateToken {
  readonly kind: TokenKind
  readonly text: string
  readonly offset: number
  /** Whether white space stands before it, which tells `$x .Name` from `$x.Name`. */
  readonly apart: boolean
}

type TokenKind =
  | 'string'
  | 'rawString'
  | 'character'
  | 'number'
  | 'variable'
  | 'field'
  | 'dot'
  | 'word'
  | 'declare'
  | 'assign'
  | 'pipe'
  | 'comma'
  | 'open'
  | 'close'

/** A stretch of plain text, or the tokens of one `{{ … }}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'action'; readonly tokens: readonly TemplateToken[]; readonly offset: number }

/** A template that cannot be read: what is wrong and where, in characters from its start and as a line from 1. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError'
  readonly offset: number
  readonly line: number

  constructor(template: string, offset: number, reason: string) {
    super(reason)
    this.offset = offset
    this.line = template.slice(0, offset).split('\n').length
  }
}

const kinds: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', /"(?:[^"\\\n]|\\.)*"/y],
  ['rawString', /`[^`]*`/y],
  ['character', /'(?:[^'\\\n]|\\.)+'/y],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['dot', /\./y],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['declare', /:=/y],
  ['assign', /=/y],
  ['pipe', /\|/y],
  ['comma', /,/y],
  ['open', /\(/y],
  ['close', /\)/y],
]

const comment = /\{\{(?:-\s)?\s*\/\*[\s\S]*?\*\/(?:\s-)?\}\}/y
const space = /\s+/y

/** Cuts a template into text and actions; comments and the white space that `{{-` and `-}}` ask for are gone. */
export function cutTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let offset = 0
  let trimNext = false
  while (offset < template.length) {
    const opening = template.indexOf('{{', offset)
    const end = opening < 0 ? template.length : opening
    const trimsBefore = opening >= 0 && /^\{\{-\s/.test(template.slice(opening, opening + 4))
    const text = trimmed(template.slice(offset, end), trimNext, trimsBefore)
    if (text !== '') parts.push({ kind: 'text', text, offset })
    if (opening < 0) break
    const action = readAction(template, opening, trimsBefore)
    if (action.tokens !== undefined) parts.push({ kind: 'action', tokens: action.tokens, offset: opening })
    trimNext = action.trimsAfter
    offset = action.end
  }
  return parts
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const cut = start ? text.trimStart() : text
  return end ? cut.trimEnd() : cut
}

interface ReadAction {
  readonly tokens: readonly TemplateToken[] | undefined
  readonly end: number
  readonly trimsAfter: boolean
}

function readAction(template: string, opening: number, trims: boolean): ReadAction {
  const remark = matchAt(comment, template, opening)
  if (remark !== undefined) {
    return { tokens: undefined, end: opening + remark.length, trimsAfter: /\s-\}\}$/.test(remark) }
  }
  const tokens: TemplateToken[] = []
  let offset = opening + (trims ? 3 : 2)
  for (;;) {
    const gap = matchAt(space, template, offset) ?? ''
    offset += gap.length
    if (gap !== '' && template.startsWith('-}}', offset)) return { tokens, end: offset + 3, trimsAfter: true }
    if (template.startsWith('}}', offset)) return { tokens, end: offset + 2, trimsAfter: false }
    const token = readToken(template, offset, gap !== '')
    tokens.push(token)
    offset += token.text.length
  }
}

function readToken(template: string, offset: number, apart: boolean): TemplateToken {
  for (const [kind, pattern] of kinds) {
    const text = matchAt(pattern, template, offset)
    if (text !== undefined) return { kind, text, offset, apart }
  }
  if (offset >= template.length) throw new TemplateSyntaxError(template, offset, 'unclosed action')
  const [character = ''] = template.slice(offset)
  const reason = '"`\''.includes(character)
    ? 'unterminated quoted string'
    : `unexpected ${JSON.stringify(character)} in action`
  throw new TemplateSyntaxError(template, offset, reason)
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0]
}
