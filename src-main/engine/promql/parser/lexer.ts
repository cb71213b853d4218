import type { Span } from '../ast.ts'
import { PromqlSyntaxError } from '../errors.ts'

export type TokenKind = 'word' | 'metric' | 'number' | 'duration' | 'string' | 'symbol' | 'end'

export interface Token extends Span {
  readonly kind: TokenKind
  readonly text: string
}

const whitespace = /(?:\s|#[^\n]*(?:\n|$))*/y
const string = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y
const duration = /\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*(?![\w.])/y
const number =
  /(?:0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?)(?![\w.])/y
const word = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const wordWithoutColon = /[a-zA-Z_][a-zA-Z0-9_]*/y
const symbol = /==|!=|<=|>=|=~|!~|[-+*/%^<>=(){}[\],:@]/y

/** Cuts a query into tokens; comments and blanks fall away. The last token is the end. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let brackets = 0
  for (let from = skip(text, 0); from < text.length; ) {
    const token = readToken(text, from, brackets > 0)
    tokens.push(token)
    if (token.text === '[' || token.text === '{') brackets++
    if (token.text === ']' || token.text === '}') brackets--
    from = skip(text, token.to)
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length })
  return tokens
}

function skip(text: string, from: number): number {
  return from + (match(whitespace, text, from)?.length ?? 0)
}

function match(pattern: RegExp, text: string, from: number): string | undefined {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0]
}

function readToken(text: string, from: number, isInBrackets: boolean): Token {
  const candidates: readonly (readonly [TokenKind, RegExp])[] = [
    ['duration', duration],
    ['number', number],
    ['string', string],
    ['word', isInBrackets ? wordWithoutColon : word],
    ['symbol', symbol],
  ]
  for (const [kind, pattern] of candidates) {
    const found = match(pattern, text, from)
    if (found === undefined) continue
    const isMetric = kind === 'word' && found.includes(':')
    return { kind: isMetric ? 'metric' : kind, text: found, from, to: from + found.length }
  }
  throw new PromqlSyntaxError(text, { from, to: from + 1 }, complaint(text, from))
}

function complaint(text: string, from: number): string {
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0)
  if (character === '"' || character === "'") return 'unterminated quoted string'
  if (character === '`') return 'unterminated raw string'
  const number = match(/\.?[\d][\w.]*/y, text, from)
  if (number !== undefined) return `bad number or duration syntax: "${number}"`
  if (character === '!') return 'unexpected character after "!"'
  return `unexpected character: "${character}"`
}
