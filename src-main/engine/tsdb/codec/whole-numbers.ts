import { bitsOf, readBits, widestBits, writeBits } from './bits.ts'
import type { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { deflated, readDeflated, writeDeflated } from './deflated.ts'

const constantSteps = 0
const compressedSteps = 255
/** The longest that a number takes, and some for short lists. */
const bytesOfNumber = 8
const leastRoom = 64

const scratch = new ByteWriter()

/**
 * Writes whole numbers of up to 2^51 by their steps: as bits, each step less the smallest and divided by what divides
 * all, or compressed, whichever is shorter.
 */
export function writeWholeNumbers(writer: ByteWriter, numbers: Float64Array): void {
  writer.signed(numbers[0] ?? 0)
  if (numbers.length < 2) return
  const steps = stepsOf(numbers)
  const { least, divisor, width } = commonOf(steps)
  const packedBytes = width > widestBits ? Number.POSITIVE_INFINITY : Math.ceil((steps.length * width) / 8)
  const compressed = width === constantSteps ? null : compress(steps)
  if (compressed !== null && compressed.length < packedBytes) {
    writer.byte(compressedSteps)
    writeDeflated(writer, compressed)
    return
  }
  writer.byte(width)
  writer.signed(least)
  if (width === constantSteps) return
  writer.unsigned(divisor)
  for (let index = 0; index < steps.length; index += 1) steps[index] = ((steps[index] ?? 0) - least) / divisor
  writeBits(writer, steps, width)
}

function stepsOf(numbers: Float64Array): Float64Array {
  const steps = new Float64Array(numbers.length - 1)
  for (let index = 0; index < steps.length; index += 1) steps[index] = (numbers[index + 1] ?? 0) - (numbers[index] ?? 0)
  return steps
}

function commonOf(steps: Float64Array): { least: number; divisor: number; width: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const step of steps) {
    if (step < least) least = step
    if (step > most) most = step
  }
  let divisor = 0
  for (const step of steps) {
    if (divisor === 1) break
    divisor = greatestDivisor(step - least, divisor)
  }
  return { least, divisor, width: divisor === 0 ? constantSteps : bitsOf((most - least) / divisor) }
}

function greatestDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right]
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

function compress(steps: Float64Array): Uint8Array {
  scratch.clear()
  for (const step of steps) scratch.signed(step)
  return deflated(scratch.written)
}

/** Reads as many numbers as the array is long. */
export function readWholeNumbers(reader: ByteReader, numbers: Float64Array): void {
  numbers[0] = reader.signed()
  if (numbers.length < 2) return
  const steps = numbers.subarray(1)
  const width = reader.byte()
  let least = 0
  let divisor = 1
  if (width === compressedSteps) {
    const compressed = readDeflated(reader, leastRoom + bytesOfNumber * steps.length)
    for (let index = 0; index < steps.length; index += 1) steps[index] = compressed.signed()
  } else {
    least = reader.signed()
    divisor = width === constantSteps ? 0 : reader.unsigned()
    if (width !== constantSteps) readBits(reader, steps, width)
  }
  let number = numbers[0] ?? 0
  for (let index = 0; index < steps.length; index += 1) {
    number += least + divisor * (steps[index] ?? 0)
    steps[index] = number
  }
}
