import { RepositoryError } from '../errors.ts'

type Token =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }

/** Whether one path component matches. */
export type ComponentMatcher = (name: string) => boolean

/**
 * Compiles a pattern for one path component with the meaning of Go's filepath.Match, which restic uses: `*`, `?`, `[a-z]`, `[^a]`, `\\`.
 * Fails with `invalid-pattern`, naming `original`.
 */
export function compileComponent(pattern: string, original: string): ComponentMatcher {
  if (!/[\\[\]*?]/.test(pattern)) return (name) => name === pattern
  const tokens = new GlobParser(pattern, original).parse()
  return literalEdge(tokens) ?? ((name) => matchTokens(tokens, codePoints(name)))
}

/** `*.log` and `cache*` are by far the most frequent patterns: they need no token by token comparison. */
function literalEdge(tokens: readonly Token[]): ComponentMatcher | undefined {
  const stars = tokens.filter((token) => token.kind === 'star').length
  const text = tokens.map((token) => (token.kind === 'character' ? String.fromCodePoint(token.code) : '')).join('')
  if (stars !== 1 || tokens.some((token) => token.kind === 'any' || token.kind === 'class')) return undefined
  if (tokens[0]?.kind === 'star') return (name) => name.endsWith(text)
  if (tokens.at(-1)?.kind === 'star') return (name) => name.startsWith(text)
  return undefined
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}

/** Linear matching that returns to the last star only: no pattern can make it slow. */
function matchTokens(tokens: readonly Token[], codes: readonly number[]): boolean {
  let token = 0
  let code = 0
  let starToken = -1
  let starCode = 0
  while (code < codes.length) {
    const current = tokens[token]
    if (current?.kind === 'star') {
      starToken = token
      starCode = code
      token += 1
    } else if (current !== undefined && matchesOne(current, codes[code] ?? 0)) {
      token += 1
      code += 1
    } else if (starToken >= 0) {
      starCode += 1
      code = starCode
      token = starToken + 1
    } else {
      return false
    }
  }
  return tokens.slice(token).every((rest) => rest.kind === 'star')
}

function matchesOne(token: Token, code: number): boolean {
  switch (token.kind) {
    case 'character':
      return token.code === code
    case 'class':
      return token.ranges.some(([low, high]) => low <= code && code <= high) !== token.negated
    default:
      return true
  }
}

const code = (character: string): number => character.codePointAt(0) ?? 0

class GlobParser {
  readonly #characters: readonly number[]
  readonly #original: string
  #at = 0

  constructor(pattern: string, original: string) {
    this.#characters = codePoints(pattern)
    this.#original = original
  }

  parse(): Token[] {
    const tokens: Token[] = []
    while (this.#at < this.#characters.length) tokens.push(this.#token())
    return tokens
  }

  #token(): Token {
    const character = this.#next()
    if (character === code('*')) return { kind: 'star' }
    if (character === code('?')) return { kind: 'any' }
    if (character === code('[')) return this.#class()
    return { kind: 'character', code: character === code('\\') ? this.#next() : character }
  }

  #class(): Token {
    const negated = this.#peek() === code('^')
    if (negated) this.#at += 1
    const ranges: [number, number][] = []
    do {
      ranges.push(this.#range())
    } while (this.#peek() !== code(']'))
    this.#at += 1
    return { kind: 'class', negated, ranges }
  }

  #range(): [number, number] {
    const low = this.#classCharacter()
    if (this.#peek() !== code('-')) return [low, low]
    this.#at += 1
    return [low, this.#classCharacter()]
  }

  #classCharacter(): number {
    const character = this.#next()
    if (character === code('-') || character === code(']')) throw this.#invalid('a class needs a character here')
    return character === code('\\') ? this.#next() : character
  }

  #peek(): number | undefined {
    return this.#characters[this.#at]
  }

  #next(): number {
    const character = this.#characters[this.#at]
    if (character === undefined) throw this.#invalid('the pattern ends in the middle of a class or an escape')
    this.#at += 1
    return character
  }

  #invalid(reason: string): RepositoryError {
    return new RepositoryError('invalid-pattern', { pattern: this.#original, reason })
  }
}
