import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { TsdbError } from '../errors.ts'
import { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

/** What is compressed is short: a small window and small buffers make it cheap. */
const windowBits = 12

export function deflated(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { windowBits, memLevel: 4, chunkSize: bytes.length + 64 })
}

/** Writes compressed bytes with their length. */
export function writeDeflated(writer: ByteWriter, compressed: Uint8Array): void {
  writer.unsigned(compressed.length)
  writer.bytes(compressed)
}

/** Reads compressed bytes that hold no more than `limit`. */
export function readDeflated(reader: ByteReader, limit: number): ByteReader {
  const compressed = reader.bytes(reader.unsigned())
  try {
    return new ByteReader(inflateRawSync(compressed, { windowBits, maxOutputLength: limit, chunkSize: limit }))
  } catch (error) {
    throw new TsdbError('damaged', { reason: 'its compression is broken' }, { cause: error })
  }
}
