import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { hashOfSecret } from '../random-secret.ts'
import type { SecuritySettings } from '../security-settings.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idLength = 8
const secretBytes = 32
/** Digits that any 32 bytes fit in: ceil(256 / log2(62)). */
const secretLength = 43
const environmentMarks = { development: 'dev', staging: 'stg', production: 'prod' } as const
const shape = /^(krb_(?:dev|stg|prod)_[0-9A-Za-z]{8})_[0-9A-Za-z]{43}_[0-9a-f]{8}$/
const longestKey = 80

/** A key as it is handed out once, and what is kept of it. */
export interface NewApiKey {
  readonly key: string
  readonly prefix: string
  readonly hash: string
}

/** What a well-formed key is looked up and compared by. */
export interface GivenApiKey {
  readonly prefix: string
  readonly hash: string
}

/** `krb_<environment>_<id>_<secret>_<checksum>`: an id to find it by, 32 random bytes in base 62, CRC-32 of what precedes. */
export function newApiKey(environment: SecuritySettings['environment']): NewApiKey {
  const id = Array.from({ length: idLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  const prefix = `krb_${environmentMarks[environment]}_${id}`
  const body = `${prefix}_${inBase62(randomBytes(secretBytes))}`
  const key = `${body}_${checksum(body)}`
  return { key, prefix, hash: hashOfSecret(key) }
}

/** Whether a text claims to be an API key; session tokens have another length and access tokens have dots. */
export function looksLikeApiKey(text: string): boolean {
  return shape.test(text)
}

/** The parts of a key whose shape and checksum are right, or null: a mistyped key never reaches the database. */
export function readApiKey(text: string): GivenApiKey | null {
  if (text.length > longestKey) return null
  const prefix = shape.exec(text)?.[1]
  const cut = text.lastIndexOf('_')
  if (prefix === undefined || checksum(text.slice(0, cut)) !== text.slice(cut + 1)) return null
  return { prefix, hash: hashOfSecret(text) }
}

/** Compares in constant time; without a kept hash it takes as long and answers false. */
export function matchesHash(given: string, kept: string | undefined): boolean {
  const other = kept ?? hashOfSecret('')
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(other, 'hex')) && kept !== undefined
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0')
}

function inBase62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  while (rest > 0n) {
    text = alphabet.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return text.padStart(secretLength, '0')
}
