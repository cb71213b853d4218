import { decodeUtf8At } from './utf8.ts'

const needsEscape = /["\\<>&\p{Cc}\p{Cs}\u2028\u2029]/u
const escapable = /["\\<>&\p{Cc}\p{Cs}\u2028\u2029]/gu
const shortEscapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A JSON string exactly as Go's encoding/json writes it. Unpaired surrogates become the escape of U+FFFD. */
export function jsonString(text: string): string {
  return needsEscape.test(text) ? `"${text.replace(escapable, escapeUnit)}"` : `"${text}"`
}

function escapeUnit(unit: string): string {
  const short = shortEscapes.get(unit)
  if (short !== undefined) return short
  const code = unit.charCodeAt(0)
  if (code >= 0x7f && code <= 0x9f) return unit
  return `\\u${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16).padStart(4, '0')}`
}

/** The same for bytes: each byte that is not part of valid UTF-8 becomes the six characters `\ufffd`. */
export function jsonStringOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const { codePoint, width } = decodeUtf8At(bytes, at)
    text += codePoint < 0 ? '\ud800' : String.fromCodePoint(codePoint)
    at += width
  }
  return jsonString(text)
}

/** Any JSON value as Go would write it again, keys in the order given; used for keys this program does not know. */
export function jsonValue(value: unknown): string {
  if (typeof value === 'string') return jsonString(value)
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(jsonValue).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return `{${members.map(([key, member]) => `${jsonString(key)}:${jsonValue(member)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
