import { crc32 } from 'node:zlib'
import { ByteReader } from '../codec/byte-reader.ts'
import { ByteWriter } from '../codec/byte-writer.ts'
import { TsdbError } from '../errors.ts'

/** One append as it is written: the values, and the series by name (`references`) or by the row that named them. */
export interface HeadRowContent {
  readonly references: Uint32Array | null
  /** The sequence number of the row that names the series; this row's own where it does. */
  readonly namedBy: number
  readonly values: Float64Array
}

const checksumBytes = 4
const seriesLimit = 10_000_000
const writer = new ByteWriter()

/** Packs a row under a checksum. */
export function packRow({ references, namedBy, values }: HeadRowContent): Uint8Array<ArrayBuffer> {
  writer.clear()
  for (let index = 0; index < checksumBytes; index += 1) writer.byte(0)
  writer.byte(references === null ? 0 : 1)
  writer.unsigned(namedBy)
  writer.unsigned(values.length)
  let before = 0
  for (const reference of references ?? []) {
    writer.signed(reference - before)
    before = reference
  }
  writer.bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  const packed = writer.take()
  new DataView(packed.buffer).setUint32(0, crc32(packed.subarray(checksumBytes)))
  return packed
}

/** Unpacks a row after checking it. */
export function unpackRow(packed: Uint8Array): HeadRowContent {
  if (packed.length <= checksumBytes) throw new TsdbError('damaged', { reason: 'it ends too early' })
  const expected = new DataView(packed.buffer, packed.byteOffset, checksumBytes).getUint32(0)
  if (crc32(packed.subarray(checksumBytes)) !== expected) {
    throw new TsdbError('damaged', { reason: 'its checksum is another' })
  }
  const reader = new ByteReader(packed, checksumBytes)
  const names = reader.byte() === 1
  const namedBy = reader.unsigned()
  const count = reader.count(seriesLimit)
  let reference = 0
  const references = names ? Uint32Array.from({ length: count }, () => (reference += reader.signed())) : null
  return { references, namedBy, values: new Float64Array(reader.bytes(8 * count).slice().buffer) }
}
