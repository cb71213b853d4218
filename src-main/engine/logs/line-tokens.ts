import { normalise, type TokeniserOptions, tokenise } from '#main/engine/search/index.ts'
import type { ParsedLine } from './parsed-line.ts'

/** Ids stay whole: they are looked for as a whole. */
export const logTokeniser: TokeniserOptions = { splitMixed: false }

/** Fields stand beside the words of the text, apart by a first character that no word has. */
export const fieldTokens = { logger: '\u0001m', correlationId: '\u0001c', userId: '\u0001u' } as const

const mostCached = 20_000
const longestCached = 200

/** Makes tokens of lines; what programs say again and again is taken apart once. */
export class LineTokens {
  readonly #cache = new Map<string, readonly string[]>()

  /** Hands every token of a line to `take`, with repetitions. */
  each(line: ParsedLine, take: (token: string) => void): void {
    for (const text of line.texts) for (const token of this.#tokensOf(text)) take(token)
    if (line.logger !== '') take(fieldTokens.logger + normalise(line.logger))
    if (line.correlationId !== null) take(fieldTokens.correlationId + normalise(line.correlationId))
    if (line.userId !== null) take(fieldTokens.userId + normalise(line.userId))
  }

  #tokensOf(text: string): readonly string[] {
    if (text.length > longestCached) return tokenise(normalise(text), logTokeniser)
    const cached = this.#cache.get(text)
    if (cached !== undefined) return cached
    const tokens = tokenise(normalise(text), logTokeniser)
    if (this.#cache.size >= mostCached) this.#cache.clear()
    this.#cache.set(text, tokens)
    return tokens
  }
}

/** The text of a line in which terms are looked for, ids included; parts are kept apart. */
export function searchedText({ texts, correlationId, userId }: ParsedLine): string {
  return normalise([...texts, correlationId ?? '', userId ?? ''].join('\n'))
}
