import { normalise } from './normalise.ts'
import { isCjk, longestToken, type TokeniserOptions, tokenise } from './tokenise.ts'

/** A token to look up, whole or as the beginning of others. */
export interface TokenLookup {
  readonly token: string
  readonly prefix: boolean
}

/** One thing that is looked for. */
export interface SearchTerm {
  /** What stands in the normalised text. */
  readonly text: string
  /** All of them must be found. */
  readonly lookups: readonly TokenLookup[]
  /** False where a text with all these tokens need not hold the term: it must be looked at. */
  readonly exact: boolean
  /** Whether it begins only where a word begins. */
  readonly atWordStart: boolean
  /** Whether it ends only where a word ends. */
  readonly atWordEnd: boolean
  readonly options: TokeniserOptions
}

/** Prepares what somebody typed, with the tokeniser of the index. A quoted phrase does not find longer last words. */
export function searchTerm(typed: string, options: TokeniserOptions, quoted = false): SearchTerm {
  const text = normalise(typed.trim())
  const anywhere = { text, atWordStart: false, atWordEnd: false, options }
  if (isCjk(text)) return { ...anywhere, ...cjkLookups(Array.from(text)) }
  const tokens = tokenise(text, options)
  const first = tokens[0] ?? ''
  const last = tokens.at(-1) ?? ''
  const lookups = tokens.map((token, index) => ({
    token,
    prefix: isSingleCjk(token) || token.length >= longestToken - 1 || (!quoted && index === tokens.length - 1),
  }))
  return {
    ...anywhere,
    lookups,
    exact: tokens.length === 1 && first === text && text.length < longestToken - 1,
    atWordStart: text.startsWith(first) && isWord(first),
    atWordEnd: quoted && text.endsWith(last) && isWord(last),
  }
}

/** One character begins a pair or stands alone at an end; of longer texts every second pair and the end are enough. */
function cjkLookups(characters: readonly string[]): Pick<SearchTerm, 'lookups' | 'exact'> {
  if (characters.length === 1) return { lookups: [{ token: characters.join(''), prefix: true }], exact: true }
  const pairs: string[] = []
  for (let index = 0; index + 1 < characters.length; index += 2) pairs.push(characters.slice(index, index + 2).join(''))
  if (characters.length % 2 === 1) pairs.push(characters.slice(-2).join(''))
  return { lookups: pairs.map((token) => ({ token, prefix: false })), exact: characters.length === 2 }
}

/** The last character of a run may be followed by others in the text that is searched. */
function isSingleCjk(token: string): boolean {
  return Array.from(token).length === 1 && isCjk(token)
}

function isWord(token: string): boolean {
  return token !== '' && !isCjk(token)
}

/** Whether a normalised text holds the term. */
export function holdsTerm(normalised: string, term: SearchTerm): boolean {
  return placeOfTerm(normalised, term, 0) >= 0
}

/** Where a normalised text holds the term, from there on; -1 where it does not. */
export function placeOfTerm(normalised: string, term: SearchTerm, from: number): number {
  const { text, atWordStart, atWordEnd, options } = term
  for (let at = normalised.indexOf(text, from); at >= 0; at = normalised.indexOf(text, at + 1)) {
    const end = at + text.length
    if (atWordStart && !isBorder(normalised, at, options)) continue
    if (atWordEnd && !isBorder(normalised, end, options)) continue
    return at
  }
  return -1
}

const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u
const digit = /^\p{N}$/u

/** Whether one token ends and another begins between these two characters. */
function isBorder(text: string, at: number, { splitMixed }: TokeniserOptions): boolean {
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ''
  const after = Array.from(text.slice(at, at + 2))[0] ?? ''
  if (!wordCharacter.test(before) || !wordCharacter.test(after)) return true
  if (isCjk(before) || isCjk(after)) return true
  return splitMixed && digit.test(before) !== digit.test(after)
}
