import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

/** Numbers of more bits are not worth packing. */
export const widestBits = 24

/** Writes whole numbers below 2^width one after the other, without gaps. */
export function writeBits(writer: ByteWriter, numbers: Float64Array, width: number): void {
  let waiting = 0
  let bits = 0
  for (const number of numbers) {
    waiting |= number << bits
    bits += width
    while (bits >= 8) {
      writer.byte(waiting & 255)
      waiting >>>= 8
      bits -= 8
    }
  }
  if (bits > 0) writer.byte(waiting)
}

/** Reads as many numbers as the array is long. */
export function readBits(reader: ByteReader, numbers: Float64Array, width: number): void {
  const packed = reader.bytes(Math.ceil((numbers.length * width) / 8))
  const mask = 2 ** width - 1
  let waiting = 0
  let bits = 0
  let at = 0
  for (let index = 0; index < numbers.length; index += 1) {
    while (bits < width) {
      waiting |= (packed[at] ?? 0) << bits
      at += 1
      bits += 8
    }
    numbers[index] = waiting & mask
    waiting >>>= width
    bits -= width
  }
}

/** The bits that a whole number takes. */
export function bitsOf(number: number): number {
  return number > 0xffffffff ? 33 : 32 - Math.clz32(number)
}
