import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
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
const plain = 1
const deflated = 2
const checksumBytes = 4
/** No chunk holds more: one longer is damaged. */
export const longestChunk = 1_000_000
const bytesOfValue = 64

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

/** Packs the body of a chunk of `count` values: compressed where that helps, under a checksum. */
export function frame(identity: ChunkIdentity, count: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(body, { level: 6, memLevel: 4 })
  const isSmaller = packed.length < body.length
  framing.clear()
  for (let index = 0; index < checksumBytes; index += 1) framing.byte(0)
  framing.byte(isSmaller ? deflated : plain)
  framing.unsigned(count)
  framing.bytes(isSmaller ? packed : body)
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

/** Unpacks a chunk after checking it. */
export function unframe(identity: ChunkIdentity, framed: Uint8Array): { readonly count: number; body: ByteReader } {
  if (framed.length <= checksumBytes) throw new TsdbError('damaged', { reason: 'it ends too early' })
  const expected = new DataView(framed.buffer, framed.byteOffset, checksumBytes).getUint32(0)
  if (checksum(identity, framed.subarray(checksumBytes)) !== expected) {
    throw new TsdbError('damaged', { reason: 'its checksum is another' })
  }
  const reader = new ByteReader(framed, checksumBytes)
  const way = reader.byte()
  const count = reader.count(longestChunk)
  const rest = framed.subarray(reader.at)
  if (way === plain) return { count, body: new ByteReader(rest) }
  const maxOutputLength = 1024 + bytesOfValue * count
  return { count, body: new ByteReader(inflateRawSync(rest, { maxOutputLength })) }
}
