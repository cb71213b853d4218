import {
  type Cipheriv,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'
import type { MasterKey } from './master-key.ts'
import { poly1305 } from './poly1305.ts'

const nonceBytes = 16
const macBytes = 16
/** Content goes through cipher and MAC in pieces that stay in the processor's cache. */
const pieceBytes = 65_536

/** How much longer sealed bytes are than plain ones: 16 bytes of nonce and 16 of MAC. */
export const sealedOverhead = nonceBytes + macBytes

/** Thrown by `decrypt` when the MAC does not fit: wrong key or changed bytes. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError'
}

/** Nonce, AES-256-CTR ciphertext and Poly1305-AES MAC in one buffer. The nonce is random. */
export function encrypt(keys: MasterKey, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const sealed = new Uint8Array(plain.length + sealedOverhead)
  const nonce = sealed.subarray(0, nonceBytes)
  do randomFillSync(nonce)
  while (nonce.every((byte) => byte === 0))
  const pieces = encryptPieces(createCipheriv('aes-256-ctr', preparedKeys(keys).content, nonce), plain, sealed)
  sealed.set(messageAuthenticationCode(keys, nonce, pieces), nonceBytes + plain.length)
  return sealed
}

/** Writes the ciphertext into `sealed` piece by piece and hands each piece out. */
function* encryptPieces(cipher: Cipheriv, plain: Uint8Array, sealed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < plain.length; at += pieceBytes) {
    const piece = cipher.update(plain.subarray(at, at + pieceBytes))
    sealed.set(piece, nonceBytes + at)
    yield piece
  }
}

/** Checks the MAC first and only then decrypts. Throws AuthenticationError. */
export function decrypt(keys: MasterKey, sealed: Uint8Array): Buffer {
  if (sealed.length < sealedOverhead) throw new AuthenticationError('shorter than nonce and MAC')
  const nonce = sealed.subarray(0, nonceBytes)
  const ciphertext = sealed.subarray(nonceBytes, sealed.length - macBytes)
  const expected = messageAuthenticationCode(keys, nonce, [ciphertext])
  if (!timingSafeEqual(expected, sealed.subarray(sealed.length - macBytes))) {
    throw new AuthenticationError('the MAC does not fit')
  }
  return createDecipheriv('aes-256-ctr', preparedKeys(keys).content, nonce).update(ciphertext)
}

function messageAuthenticationCode(keys: MasterKey, nonce: Uint8Array, pieces: Iterable<Uint8Array>): Uint8Array {
  return poly1305(keys.macR, preparedKeys(keys).block.update(nonce), pieces)
}

interface PreparedKeys {
  readonly content: KeyObject
  /** AES-128-ECB has no state between blocks, so one cipher serves all nonces. */
  readonly block: Cipheriv
}

const prepared = new WeakMap<MasterKey, PreparedKeys>()

/** Key objects made once: handing raw bytes to a cipher costs as much as decrypting 10 kB. */
function preparedKeys(keys: MasterKey): PreparedKeys {
  const known = prepared.get(keys)
  if (known !== undefined) return known
  const block = createCipheriv('aes-128-ecb', keys.macK, null).setAutoPadding(false)
  const made = { content: createSecretKey(keys.encrypt), block }
  prepared.set(keys, made)
  return made
}
