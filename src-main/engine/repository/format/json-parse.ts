import { randomUUID } from 'node:crypto'

/** What JSON can hold once read: whole numbers beyond 2^53 are bigint, so that none loses digits. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const longWholeNumber = /^-?\d{16,}$/
const longDigits = /[:,[\s-]\d{16,}/
/** Unpredictable, so that no stored text can pass for a marked number. */
const mark = `${randomUUID()}:`

/** Reads JSON without losing digits of 64-bit numbers. Throws a SyntaxError. Duplicate keys: the last one counts, as in Go. */
export function parseJson(bytes: Uint8Array): JsonValue {
  const text = decoder.decode(bytes)
  const value: JsonValue = longDigits.test(text) ? parseWithLongNumbers(text) : JSON.parse(text)
  return value
}

/** Long numbers are replaced by marked strings, so that the fast native parser can be used, and turned into numbers afterwards. */
function parseWithLongNumbers(text: string): JsonValue {
  const marked = text.replace(stringOrNumber, (token) => (longWholeNumber.test(token) ? `"${mark}${token}"` : token))
  return JSON.parse(marked, (_key, value: JsonValue) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value
    const long = BigInt(value.slice(mark.length))
    return Number.isSafeInteger(Number(long)) ? Number(long) : long
  })
}

/** Whether a parsed value is an object. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
