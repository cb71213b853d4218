/** One decoded step through bytes that should be UTF-8: a code point and its width, or -1 and width 1 for an invalid byte. */
export interface Utf8Step {
  readonly codePoint: number
  readonly width: number
}

const invalid: Utf8Step = { codePoint: -1, width: 1 }
const smallestByWidth = [0, 0, 0x80, 0x800, 0x10000]

/** Decodes the code point at `at` by Go's rules: overlong forms, surrogates and stray bytes are invalid one byte at a time. */
export function decodeUtf8At(bytes: Uint8Array, at: number): Utf8Step {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return { codePoint: lead, width: 1 }
  const width = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0
  if (width === 0 || at + width > bytes.length) return invalid
  let codePoint = lead & (0x7f >> width)
  for (let i = 1; i < width; i++) {
    const next = bytes[at + i] ?? 0
    if ((next & 0xc0) !== 0x80) return invalid
    codePoint = (codePoint << 6) | (next & 0x3f)
  }
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
  if (codePoint < (smallestByWidth[width] ?? 0) || codePoint > 0x10ffff || isSurrogate) return invalid
  return { codePoint, width }
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of bytes that are valid UTF-8, else undefined. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Compares two names byte by byte, as folders are ordered; UTF-16 order differs. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  return Buffer.compare(left, right)
}
