/** How text becomes tokens. */
export interface TokeniserOptions {
  /** Whether a run of letters and digits is split where they meet (20N: 20, n). Ids are better kept whole. */
  readonly splitMixed: boolean
}

/** Longer words are known by their beginning. */
export const longestToken = 64

const cjkClass = '[\\u3005\\u3007\\u3041-\\u309f\\u30a1-\\u30fe\\p{Script=Han}\\uac00-\\ud7a3]'
const run = new RegExp(`(${cjkClass}+)|[[\\p{L}\\p{N}\\p{M}]--${cjkClass}]+`, 'gv')
const cjkOnly = new RegExp(`^${cjkClass}+$`, 'v')
const notAscii = /[\u0080-\uffff]/
const digitsOrLetters = /\p{N}+|[^\p{N}]+/gu

/**
 * Tokens of normalised text, in order and with repetitions: for a run of Japanese (or other text without blanks) each
 * pair of characters and the last one alone, so that every character heads exactly one token; for the rest whole words.
 */
export function tokenise(normalised: string, options: TokeniserOptions): string[] {
  const tokens: string[] = []
  if (!notAscii.test(normalised)) {
    addAsciiWords(normalised, options, tokens)
    return tokens
  }
  for (const { 0: text, 1: cjk } of normalised.matchAll(run)) {
    if (cjk === undefined) addWord(text, options, tokens)
    else addPairs(cjk, tokens)
  }
  return tokens
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
}

function addAsciiWords(text: string, options: TokeniserOptions, tokens: string[]): void {
  let start = -1
  for (let index = 0; index < text.length; index += 1) {
    if (isAsciiWord(text.charCodeAt(index))) {
      if (start < 0) start = index
    } else if (start >= 0) {
      addWord(text.slice(start, index), options, tokens)
      start = -1
    }
  }
  if (start >= 0) addWord(text.slice(start), options, tokens)
}

function addWord(word: string, { splitMixed }: TokeniserOptions, tokens: string[]): void {
  if (!splitMixed) {
    tokens.push(cut(word))
    return
  }
  for (const part of word.match(digitsOrLetters) ?? []) tokens.push(cut(part))
}

/** Never between the halves of a character. */
function cut(word: string): string {
  if (word.length <= longestToken) return word
  const end = /[\ud800-\udbff]/.test(word.charAt(longestToken - 1)) ? longestToken - 1 : longestToken
  return word.slice(0, end)
}

function addPairs(text: string, tokens: string[]): void {
  const characters = Array.from(text)
  for (const [index, character] of characters.entries()) tokens.push(character + (characters[index + 1] ?? ''))
}

/** Whether the text is wholly of a script without blanks between words. */
export function isCjk(text: string): boolean {
  return cjkOnly.test(text)
}
