import type { Span } from '../ast.ts'
import { PromqlSyntaxError } from '../errors.ts'
import { type Token, tokenize } from './lexer.ts'
import { unquote } from './string-literal.ts'

/** Goes through the tokens of a query, and says what it expected where something else stands. */
export class TokenReader {
  readonly text: string
  readonly #tokens: readonly Token[]
  readonly #end: Token
  #index = 0

  constructor(text: string) {
    this.text = text
    this.#tokens = tokenize(text)
    this.#end = { kind: 'end', text: '', from: text.length, to: text.length }
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#end
  }

  next(): Token {
    const token = this.peek()
    this.#index++
    return token
  }

  /** Where the last token taken ended. */
  get lastEnd(): number {
    return this.#tokens[this.#index - 1]?.to ?? 0
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.text === symbol
  }

  /** Whether a keyword follows; keywords are written in any case. */
  isKeyword(keyword: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.text.toLowerCase() === keyword
  }

  skipSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.#index++
    return true
  }

  skipKeyword(keyword: string): boolean {
    if (!this.isKeyword(keyword)) return false
    this.#index++
    return true
  }

  expectSymbol(symbol: string, context: string): Token {
    if (!this.isSymbol(symbol)) throw this.unexpected(context, `"${symbol}"`)
    return this.next()
  }

  stringValue(token: Token): string {
    const value = unquote(token.text)
    if (value === undefined) throw this.error(token, `invalid escape or line break in string ${token.text}`)
    return value
  }

  unexpected(context: string, expected = ''): PromqlSyntaxError {
    const token = this.peek()
    const where = context === '' ? '' : ` in ${context}`
    const wanted = expected === '' ? '' : `, expected ${expected}`
    return this.error(token, `unexpected ${describe(token)}${where}${wanted}`)
  }

  error(span: Span, reason: string): PromqlSyntaxError {
    return new PromqlSyntaxError(this.text, span, reason)
  }
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'end of input'
    case 'word':
    case 'metric':
      return `identifier "${token.text}"`
    case 'number':
    case 'duration':
      return `number "${token.text}"`
    case 'string':
      return `string ${token.text}`
    case 'symbol':
      return `"${token.text}"`
  }
}
