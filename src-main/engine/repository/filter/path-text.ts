import { isUtf8 } from 'node:buffer'

const invalidByteBase = 0xdc00

/**
 * Turns the raw bytes of a path into text without loss: bytes that are no UTF-8 become lone surrogates (U+DC80 to U+DCFF),
 * which no valid UTF-8 decodes to.
 */
export function pathTextOf(bytes: Uint8Array): string {
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8') : decodeMixed(bytes)
}

/** The raw bytes of a path text: the inverse of `pathTextOf`. */
export function pathBytesOf(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.concat(Array.from(text, encodeCharacter))
}

/** A path for people: bytes that are no UTF-8 show as the replacement character. Not for finding the file again. */
export function displayPath(bytes: Uint8Array): string {
  return pathTextOf(bytes).toWellFormed()
}

function encodeCharacter(character: string): Buffer {
  const code = character.codePointAt(0) ?? 0
  const isInvalidByte = code >= invalidByteBase + 0x80 && code <= invalidByteBase + 0xff
  return isInvalidByte ? Buffer.of(code - invalidByteBase) : Buffer.from(character, 'utf8')
}

function decodeMixed(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes, at)
    text +=
      length === 0
        ? String.fromCharCode(invalidByteBase + (bytes[at] ?? 0))
        : Buffer.from(bytes.subarray(at, at + length)).toString('utf8')
    at += Math.max(length, 1)
  }
  return text
}

function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(at, at + length))) return length
  }
  return 0
}
