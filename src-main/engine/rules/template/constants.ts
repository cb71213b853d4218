import type { TemplateToken } from './lexer.ts'
import { GoInteger, type TemplateValue } from './values.ts'

const words: ReadonlyMap<string, TemplateValue> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
])

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The value of a token that is a constant, else undefined. */
export function constantOf({ kind, text }: TemplateToken): TemplateValue | undefined {
  if (kind === 'string') return unescaped(text.slice(1, -1))
  if (kind === 'rawString') return text.slice(1, -1)
  if (kind === 'character') return new GoInteger(unescaped(text.slice(1, -1)).codePointAt(0) ?? 0)
  if (kind === 'number') return numberOf(text.replaceAll('_', ''))
  return kind === 'word' ? words.get(text) : undefined
}

function numberOf(text: string): TemplateValue {
  const isHexadecimal = /^[+-]?0x/i.test(text)
  const size = Number(text.replace(/^[+-]/, ''))
  const value = text.startsWith('-') ? -size : size
  return isHexadecimal || /^[+-]?\d+$/.test(text) ? new GoInteger(value) : value
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g, (...match) => {
    const [, byte, short, long, octal, letter = ''] = match
    const hexadecimal = byte ?? short ?? long
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
    return escapes[letter] ?? letter
  })
}
