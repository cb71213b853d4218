import { crc32 } from 'node:zlib'
import type { Tier } from '../chunk-store.ts'
import { TsdbError } from '../errors.ts'
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'

/** What a chunk is, told by where it is stored; one that has got to another place is found out. */
export interface ChunkIdentity {
  readonly tier: Tier
  readonly series: number
  readonly fromMs: number
}

const tierNumbers: Readonly<Record<Tier, number>> = { raw: 1, 'five-minutes': 2, hours: 3 }
const version = 1
const checksumBytes = 4
/** No chunk holds more: one longer is damaged. */
const longestChunk = 1_000_000

const framing = new ByteWriter()
// Checksums are taken of Uint8Array alone: Node's crc32 came to refuse a DataView once V8 had optimised it.
const identityBytes = new Uint8Array(9)
const identityFields = new DataView(identityBytes.buffer)

function checksum(identity: ChunkIdentity, bytes: Uint8Array): number {
  identityFields.setUint8(0, tierNumbers[identity.tier])
  identityFields.setUint32(1, identity.series)
  identityFields.setUint32(5, Math.floor(identity.fromMs / 1000))
  return crc32(bytes, crc32(identityBytes))
}

/** Puts a checksum and the number of its values before the body of a chunk. */
export function frame(identity: ChunkIdentity, count: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  framing.clear()
  for (let index = 0; index < checksumBytes; index += 1) framing.byte(0)
  framing.byte(version)
  framing.unsigned(count)
  framing.bytes(body)
  const framed = framing.take()
  new DataView(framed.buffer).setUint32(0, checksum(identity, framed.subarray(checksumBytes)))
  return framed
}

/** Values in a chunk, for making room; 0 where its head cannot be read. */
export function countIn(framed: Uint8Array): number {
  try {
    return new ByteReader(framed, checksumBytes + 1).count(longestChunk)
  } catch {
    return 0
  }
}

/** The body of a chunk, after checking it. */
export function unframe(identity: ChunkIdentity, framed: Uint8Array): { readonly count: number; body: ByteReader } {
  if (framed.length <= checksumBytes) throw new TsdbError('damaged', { reason: 'it ends too early' })
  const expected = new DataView(framed.buffer, framed.byteOffset, checksumBytes).getUint32(0)
  if (checksum(identity, framed.subarray(checksumBytes)) !== expected) {
    throw new TsdbError('damaged', { reason: 'its checksum is another' })
  }
  const body = new ByteReader(framed, checksumBytes)
  if (body.byte() !== version) throw new TsdbError('damaged', { reason: 'its version is unknown' })
  return { count: body.count(longestChunk), body }
}
