import type { Backend } from '../backend/backend.ts'
import { AuthenticationError, decrypt, encrypt, sealedOverhead } from '../crypto/cipher.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import { RepositoryError } from '../errors.ts'
import { FormatError } from '../format/format-error.ts'
import type { BlobHandle, BlobType, Id } from '../model.ts'

/** One blob as the header of its pack lists it. */
export interface PackedBlob {
  readonly handle: BlobHandle
  readonly offset: number
  readonly length: number
  readonly uncompressedLength: number
}

const rawEntryBytes = 37
const compressedEntryBytes = 41
const lengthFieldBytes = 4
/** A longer header is refused by readers. */
export const maxHeaderBytes = 16 * 2 ** 20

const typeCodes: Readonly<Record<BlobType, number>> = { data: 0, tree: 1 }
const compressedBit = 2

/** Bytes that the entry of a blob takes in the header. */
export function headerEntryBytes(uncompressedLength: number): number {
  return uncompressedLength === 0 ? rawEntryBytes : compressedEntryBytes
}

/** Header of a pack with the four bytes of its length behind; offsets are implied by the order. */
export function encodePackHeader(keys: MasterKey, blobs: readonly PackedBlob[]): Uint8Array {
  const plain = Buffer.alloc(blobs.reduce((sum, blob) => sum + headerEntryBytes(blob.uncompressedLength), 0))
  let at = 0
  for (const { handle, length, uncompressedLength } of blobs) {
    const isRaw = uncompressedLength === 0
    at = plain.writeUInt8(typeCodes[handle.type] | (isRaw ? 0 : compressedBit), at)
    at = plain.writeUInt32LE(length, at)
    if (!isRaw) at = plain.writeUInt32LE(uncompressedLength, at)
    at += plain.write(handle.id, at, 'hex')
  }
  const sealed = encrypt(keys, plain)
  const field = Buffer.alloc(lengthFieldBytes)
  field.writeUInt32LE(sealed.length)
  return Buffer.concat([sealed, field])
}

/** Reads a decrypted header. Throws FormatError. */
export function decodePackHeader(plain: Uint8Array): PackedBlob[] {
  const buffer = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)
  const blobs: PackedBlob[] = []
  let offset = 0
  for (let at = 0; at < buffer.length; ) {
    const code = buffer.readUInt8(at)
    if (code > 3) throw new FormatError(`unknown blob type ${code} in a pack header`)
    const isRaw = (code & compressedBit) === 0
    const end = at + (isRaw ? rawEntryBytes : compressedEntryBytes)
    if (end > buffer.length) throw new FormatError('a pack header ends within an entry')
    const length = buffer.readUInt32LE(at + 1)
    const handle: BlobHandle = { type: code & 1 ? 'tree' : 'data', id: buffer.toString('hex', end - 32, end) }
    blobs.push({ handle, offset, length, uncompressedLength: isRaw ? 0 : buffer.readUInt32LE(at + 5) })
    offset += length
    at = end
  }
  return blobs
}

/** Reads the header at the end of a stored pack. Fails with `damaged` when it is not one of this repository. */
export async function readPackHeader(
  backend: Backend,
  keys: MasterKey,
  packId: Id,
  sizeBytes: number,
  signal?: AbortSignal,
): Promise<PackedBlob[]> {
  const file = { kind: 'data', name: packId } as const
  const damaged = (reason: string) => new RepositoryError('damaged', { file: `data/${packId}`, reason })
  const guess = Math.min(sizeBytes, 16_384)
  const tail = await backend.read(file, { offset: sizeBytes - guess, lengthBytes: guess }, signal)
  const headerBytes = headerLength(tail)
  if (headerBytes === undefined || headerBytes + lengthFieldBytes > sizeBytes || headerBytes > maxHeaderBytes) {
    throw damaged('the length of the header is impossible')
  }
  const offset = sizeBytes - lengthFieldBytes - headerBytes
  const isInTail = headerBytes + lengthFieldBytes <= tail.length
  const sealed = isInTail
    ? tail.subarray(tail.length - lengthFieldBytes - headerBytes, tail.length - lengthFieldBytes)
    : await backend.read(file, { offset, lengthBytes: headerBytes }, signal)
  try {
    return decodePackHeader(decrypt(keys, sealed))
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof FormatError) throw damaged(`header: ${error.message}`)
    throw error
  }
}

function headerLength(tail: Uint8Array): number | undefined {
  if (tail.length < lengthFieldBytes) return undefined
  const length = Buffer.from(tail.subarray(tail.length - lengthFieldBytes)).readUInt32LE()
  return length < sealedOverhead ? undefined : length
}

/** Size a pack file must have for the blobs the index lists in it. */
export function packFileBytes(
  blobs: readonly { readonly length: number; readonly uncompressedLength: number }[],
): number {
  const fixed = sealedOverhead + lengthFieldBytes
  return blobs.reduce((sum, blob) => sum + blob.length + headerEntryBytes(blob.uncompressedLength), fixed)
}
