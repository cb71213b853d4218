import { TsdbError } from '../errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { deflated, readDeflated, writeDeflated } from './deflated.ts'

const bytesOfDouble = 8
/** The bytes of noise, which nothing makes shorter; sign, exponent and the first bits of the value are in the others. */
const bytesOfNoise = 6
const leastRoom = 64
const way = { differences: 0, noise: 1 } as const

/**
 * Writes doubles bit by bit, all last bytes, all last but one and so on: the bits that differ from the value before,
 * compressed, or for noise the bytes as they are and only the first two compressed.
 */
export function writePlanes(writer: ByteWriter, values: Float64Array): void {
  const noiseBytes = bytesOfNoise * values.length
  const differences = deflated(planesOf(values, true))
  const planes = planesOf(values, false)
  const first = deflated(planes.subarray(noiseBytes))
  if (differences.length <= noiseBytes + first.length) {
    writer.byte(way.differences)
    writeDeflated(writer, differences)
    return
  }
  writer.byte(way.noise)
  writer.bytes(planes.subarray(0, noiseBytes))
  writeDeflated(writer, first)
}

const wordsOf = (values: Float64Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)

/** Where the lowest byte of a word lies in the planes; its other bytes follow a plane apart. */
const placeOf = (word: number, count: number): number => 4 * (word % 2) * count + (word >>> 1)

function planesOf(values: Float64Array, differences: boolean): Uint8Array {
  const count = values.length
  const words = wordsOf(values)
  const planes = new Uint8Array(bytesOfDouble * count)
  for (let word = 0; word < words.length; word += 1) {
    const bits = (words[word] ?? 0) ^ (differences && word > 1 ? (words[word - 2] ?? 0) : 0)
    const first = placeOf(word, count)
    for (let byte = 0; byte < 4; byte += 1) planes[first + byte * count] = bits >>> (8 * byte)
  }
  return planes
}

/** Reads as many doubles as the array is long. */
export function readPlanes(reader: ByteReader, values: Float64Array): void {
  const count = values.length
  const written = reader.byte()
  if (written > way.noise) throw new TsdbError('damaged', { reason: 'the way its values are written is unknown' })
  const plainBytes = written === way.noise ? bytesOfNoise * count : 0
  const planes = new Uint8Array(bytesOfDouble * count)
  planes.set(reader.bytes(plainBytes))
  const rest = planes.length - plainBytes
  planes.set(readDeflated(reader, rest + leastRoom).bytes(rest), plainBytes)
  const words = wordsOf(values)
  for (let word = 0; word < words.length; word += 1) {
    const first = placeOf(word, count)
    let bits = written === way.differences && word > 1 ? (words[word - 2] ?? 0) : 0
    for (let byte = 0; byte < 4; byte += 1) bits ^= (planes[first + byte * count] ?? 0) << (8 * byte)
    words[word] = bits
  }
}
