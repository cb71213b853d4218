const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
])

const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/y

/**
 * The value of a quoted text in Go's syntax. Bytes that are no UTF-8 become lone surrogates (U+DC80 and up), so that
 * they stay apart from every other text. Nothing where an escapeSequence is malformed.
 */
export function unquote(literal: string): string | undefined {
  const quote = literal.charAt(0)
  const body = literal.slice(1, -1)
  if (quote === '`') return body
  if (body.includes('\n')) return undefined
  if (!body.includes('\\')) return body
  const chunks: Uint8Array[] = []
  for (let index = 0; index < body.length; ) {
    const next = body.indexOf('\\', index)
    const end = next < 0 ? body.length : next
    chunks.push(Buffer.from(body.slice(index, end)))
    if (next < 0) break
    escapeSequence.lastIndex = next
    const bytes = unescaped(escapeSequence.exec(body), quote)
    if (bytes === undefined) return undefined
    chunks.push(bytes)
    index = escapeSequence.lastIndex
  }
  return decode(Buffer.concat(chunks))
}

function unescaped(match: RegExpExecArray | null, quote: string): Uint8Array | undefined {
  if (match === null) return undefined
  const [, hexadecimal, short, long, octal, single = ''] = match
  if (hexadecimal !== undefined) return Uint8Array.of(Number.parseInt(hexadecimal, 16))
  if (octal !== undefined) {
    const byte = Number.parseInt(octal, 8)
    return byte > 255 ? undefined : Uint8Array.of(byte)
  }
  const point = short ?? long
  if (point !== undefined) return encodePoint(Number.parseInt(point, 16))
  const character = single === quote ? quote : simpleEscapes.get(single)
  return character === undefined ? undefined : Buffer.from(character)
}

function encodePoint(point: number): Uint8Array | undefined {
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  return isSurrogate || point > 0x10ffff ? undefined : Buffer.from(String.fromCodePoint(point))
}

function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (Buffer.from(text).equals(bytes)) return text
  let result = ''
  for (let index = 0; index < bytes.length; ) {
    const length = lengthOfCharacter(bytes, index)
    result +=
      length === 0 ? String.fromCharCode(0xdc00 + (bytes[index] ?? 0)) : bytes.toString('utf8', index, index + length)
    index += Math.max(length, 1)
  }
  return result
}

function lengthOfCharacter(bytes: Buffer, index: number): number {
  for (const length of [1, 2, 3, 4]) {
    const part = bytes.subarray(index, index + length)
    const text = part.toString('utf8')
    if ([...text].length === 1 && Buffer.from(text).equals(part)) return length
  }
  return 0
}

/** As a Go program prints it between double quotes. */
export function quote(text: string): string {
  const escaped = text.replaceAll(/["\\\p{Cc}]|[\udc80-\udcff]/gu, (character) => {
    const known = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
    if (known !== undefined) return known
    return `\\x${(character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`
  })
  return `"${escaped}"`
}
