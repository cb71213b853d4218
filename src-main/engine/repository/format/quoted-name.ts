import { FormatError } from './format-error.ts'
import { isPrintable } from './printable.ts'
import { decodeUtf8At } from './utf8.ts'

/** Most names consist of these characters only. */
const neverEscaped = /^[ !#-[\]-~]*$/

const escapeLetters = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
])

/** The bytes of a name as text: Go's strconv.Quote without the outer quotes. Every name, UTF-8 or not, comes back by `unquoteName`. */
export function quoteName(name: Uint8Array): string {
  const ascii = Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString('latin1')
  return neverEscaped.test(ascii) ? ascii : quoteStepwise(name)
}

function quoteStepwise(name: Uint8Array): string {
  let text = ''
  for (let at = 0; at < name.length; ) {
    const { codePoint, width } = decodeUtf8At(name, at)
    text += codePoint < 0 ? `\\x${hex(name[at] ?? 0, 2)}` : quoteCodePoint(codePoint)
    at += width
  }
  return text
}

function quoteCodePoint(codePoint: number): string {
  const letter = escapeLetters.get(codePoint)
  if (letter !== undefined) return letter
  if (isPrintable(codePoint)) return String.fromCodePoint(codePoint)
  if (codePoint < 0x80) return `\\x${hex(codePoint, 2)}`
  return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

const bytesByLetter = new Map([...escapeLetters].map(([byte, sequence]) => [sequence.charAt(1), byte]))
const digitsByLetter = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** The bytes that a quoted name stands for. Throws FormatError on anything Go's strconv.Unquote would refuse. */
export function unquoteName(text: string): Uint8Array {
  if (!/["\\\n]/.test(text)) return Buffer.from(text, 'utf8')
  if (/["\n]/.test(text.replace(/\\./gs, ''))) throw new FormatError('unescaped quote or line break')
  const parts: Uint8Array[] = []
  for (const piece of text.matchAll(/[^\\]+|\\(?:[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.|$)/gs)) {
    parts.push(piece[0].startsWith('\\') ? bytesOfEscape(piece[0]) : Buffer.from(piece[0], 'utf8'))
  }
  return Buffer.concat(parts)
}

function bytesOfEscape(sequence: string): Uint8Array {
  const letter = sequence.charAt(1)
  const byte = bytesByLetter.get(letter)
  if (byte !== undefined) return Uint8Array.of(byte)
  if (/^\\[0-7]{3}$/.test(sequence)) return singleByte(Number.parseInt(sequence.slice(1), 8), sequence)
  if (sequence.length !== 2 + (digitsByLetter.get(letter) ?? 0) || sequence.length === 2) {
    throw new FormatError(`unknown escape ${sequence}`)
  }
  const value = Number.parseInt(sequence.slice(2), 16)
  if (letter === 'x') return singleByte(value, sequence)
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) throw new FormatError(`no code point ${sequence}`)
  return Buffer.from(String.fromCodePoint(value), 'utf8')
}

function singleByte(value: number, sequence: string): Uint8Array {
  if (value > 0xff) throw new FormatError(`no byte ${sequence}`)
  return Uint8Array.of(value)
}
