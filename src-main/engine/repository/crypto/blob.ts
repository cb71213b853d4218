import { createHash, hash } from 'node:crypto'
import type { Id } from '../model.ts'
import { decrypt, encrypt } from './cipher.ts'
import { type Compression, compress, decompress, looksIncompressible } from './compression.ts'
import type { MasterKey } from './master-key.ts'

/** The id of a blob: SHA-256 of its plain bytes. */
export function hashBlob(plain: Uint8Array): Id {
  return hash('sha256', plain, 'hex')
}

/** SHA-256 of several pieces as one. */
export function hashParts(parts: readonly Uint8Array[]): Id {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('hex')
}

/**
 * Compresses and encrypts a blob; pure, so that worker threads can do it. `uncompressedLength` is 0 when it is stored raw:
 * with `off`, and whenever compressing gains nothing.
 */
export function sealBlob(
  keys: MasterKey,
  plain: Uint8Array,
  compression: Compression,
): { readonly sealed: Uint8Array<ArrayBuffer>; readonly uncompressedLength: number } {
  const compressed = compressIfUseful(plain, compression)
  if (compressed === undefined) return { sealed: encrypt(keys, plain), uncompressedLength: 0 }
  const sealed = encrypt(keys, compressed)
  freeIfLarge(compressed)
  return { sealed, uncompressedLength: plain.length }
}

function compressIfUseful(plain: Uint8Array, compression: Compression): Uint8Array<ArrayBuffer> | undefined {
  if (compression === 'off' || plain.length === 0) return undefined
  if (compression === 'auto' && looksIncompressible(plain)) return undefined
  const compressed = compress(plain, compression)
  if (compressed.length < plain.length) return compressed
  freeIfLarge(compressed)
  return undefined
}

const smallestFreed = 65_536

/** Frees what zlib allocated at once; the garbage collector would let hundreds of megabytes come together. Small buffers share memory. */
function freeIfLarge({ buffer }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength > smallestFreed) buffer.transfer(0)
}

/** Decrypts and unpacks a blob. Throws when the MAC, the frame or the length is wrong; the id is for the caller to compare. */
export function openBlob(keys: MasterKey, sealed: Uint8Array, uncompressedLength: number): Uint8Array {
  const stored = decrypt(keys, sealed)
  if (uncompressedLength === 0) return stored
  const plain = decompress(stored, uncompressedLength)
  if (plain.length !== uncompressedLength) throw new RangeError('the uncompressed length differs from the index')
  return plain
}
