import type { Id } from '../model.ts'
import { FormatError } from './format-error.ts'
import type { JsonObject, JsonValue } from './json-parse.ts'

/**
 * Readers of single fields of folders and indexes, checked by hand instead of by a schema because millions of them are read.
 * A missing field or null is the zero value, as in Go. All throw FormatError.
 */

/** A text, empty when missing. */
export function textField(object: JsonObject, key: string): string {
  const value = object[key] ?? ''
  if (typeof value !== 'string') throw new FormatError(`${key} is no text`)
  return value
}

/** A whole number from 0 to 2^32-1, 0 when missing. */
export function numberField(object: JsonObject, key: string): number {
  const value = object[key] ?? 0
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new FormatError(`${key} is no 32-bit number`)
  }
  return value
}

/** A whole number from 0 to 2^64-1, 0 when missing. */
export function longField(object: JsonObject, key: string): bigint {
  const value = object[key] ?? 0
  const long = typeof value === 'bigint' || Number.isSafeInteger(value) ? BigInt(value as number | bigint) : -1n
  if (long < 0n || long > 0xffff_ffff_ffff_ffffn) throw new FormatError(`${key} is no 64-bit number`)
  return long
}

/** Bytes given in base64, undefined when missing. */
export function bytesField(object: JsonObject, key: string): Uint8Array | undefined {
  const text = textField(object, key)
  return text === '' ? undefined : Buffer.from(text, 'base64')
}

/** A list, undefined when missing or null. */
export function listField(object: JsonObject, key: string): readonly JsonValue[] | undefined {
  const value = object[key] ?? undefined
  if (value !== undefined && !Array.isArray(value)) throw new FormatError(`${key} is no list`)
  return value
}

const idPattern = /^[0-9a-f]{64}$/

/** Whether a value is the id of a file or blob. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value)
}

/** An id. Throws FormatError when the value is none. */
export function requireId(value: JsonValue | undefined, what: string): Id {
  if (!isId(value)) throw new FormatError(`${what} is no id`)
  return value
}
