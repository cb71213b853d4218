import { isStale, markStale } from '../../timeseries/index.ts'
import { TsdbError } from '../errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { decimalsOf, powerOfTen } from './decimal.ts'

/** What no decimal can say; the position is given apart and the value before it stands in the place. */
const special = { stale: 0, nan: 1, infinity: 2, negativeInfinity: 3, negativeZero: 4 } as const
const exclusiveOr = 255

/**
 * Writes values: as whole numbers of the decimals that all of them have, each as the difference to the one before, or
 * bit by bit where they have too many. Every value comes back as it was; of NaN only stale and plain are told apart.
 */
export function writeValues(writer: ByteWriter, values: Float64Array): void {
  const plain = writeSpecials(writer, values)
  const decimals = decimalsOf(plain)
  writer.byte(decimals < 0 ? exclusiveOr : decimals)
  if (decimals < 0) writeBits(writer, plain)
  else writeDifferences(writer, plain, powerOfTen(decimals))
}

function specialOf(values: Float64Array, index: number, value: number): number {
  if (value === 0) return Object.is(value, -0) ? special.negativeZero : -1
  if (Number.isFinite(value)) return -1
  if (Number.isNaN(value)) return isStale(values, index) ? special.stale : special.nan
  return value > 0 ? special.infinity : special.negativeInfinity
}

/** Writes where special values stand; answers the values with them filled in. */
function writeSpecials(writer: ByteWriter, values: Float64Array): Float64Array {
  let filled: Float64Array | null = null
  const found: number[] = []
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0
    const kind = specialOf(values, index, value)
    if (kind < 0) continue
    filled ??= values.slice()
    filled[index] = index > 0 ? (filled[index - 1] ?? 0) : 0
    found.push(index, kind)
  }
  writer.unsigned(found.length / 2)
  for (let at = 0, before = 0; at < found.length; at += 2) {
    const index = found[at] ?? 0
    writer.unsigned(index - before)
    writer.byte(found[at + 1] ?? 0)
    before = index
  }
  return filled ?? values
}

function writeDifferences(writer: ByteWriter, values: Float64Array, power: number): void {
  let before = 0
  for (const value of values) {
    const whole = Math.round(value * power)
    writer.signed(whole - before)
    before = whole
  }
}

/** The bits that differ from the value before, all first bytes, then all second ones and so on: like stands by like. */
function writeBits(writer: ByteWriter, values: Float64Array): void {
  const count = values.length
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * count)
  const planes = new Uint8Array(8 * count)
  for (let index = 0; index < count; index += 1) {
    for (let half = 0; half < 2; half += 1) {
      const at = 2 * index + half
      const bits = (words[at] ?? 0) ^ (index === 0 ? 0 : (words[at - 2] ?? 0))
      for (let byte = 0; byte < 4; byte += 1) planes[(4 * half + byte) * count + index] = bits >>> (8 * byte)
    }
  }
  writer.bytes(planes)
}

/** Reads as many values as the array is long. */
export function readValues(reader: ByteReader, values: Float64Array): void {
  const specials = readSpecials(reader, values.length)
  const mode = reader.byte()
  if (mode === exclusiveOr) readBits(reader, values)
  else readDifferences(reader, values, powerOfTen(mode))
  for (let at = 0; at < specials.length; at += 2) setSpecial(values, specials[at] ?? 0, specials[at + 1] ?? 0)
}

function readSpecials(reader: ByteReader, length: number): readonly number[] {
  const count = reader.count(length)
  const found: number[] = []
  for (let at = 0, index = 0; at < count; at += 1) {
    index += reader.unsigned()
    if (index >= length) throw new TsdbError('damaged', { reason: 'a special value lies outside' })
    found.push(index, reader.byte())
  }
  return found
}

function setSpecial(values: Float64Array, index: number, kind: number): void {
  if (kind === special.stale) markStale(values, index)
  else if (kind === special.nan) values[index] = Number.NaN
  else if (kind === special.infinity) values[index] = Number.POSITIVE_INFINITY
  else if (kind === special.negativeInfinity) values[index] = Number.NEGATIVE_INFINITY
  else if (kind === special.negativeZero) values[index] = -0
  else throw new TsdbError('damaged', { reason: 'a special value is unknown' })
}

function readDifferences(reader: ByteReader, values: Float64Array, power: number): void {
  if (Number.isNaN(power)) throw new TsdbError('damaged', { reason: 'the way its values are written is unknown' })
  let whole = 0
  for (let index = 0; index < values.length; index += 1) {
    whole += reader.signed()
    values[index] = whole / power
  }
}

function readBits(reader: ByteReader, values: Float64Array): void {
  const count = values.length
  const planes = reader.bytes(8 * count)
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * count)
  for (let index = 0; index < count; index += 1) {
    for (let half = 0; half < 2; half += 1) {
      let bits = index === 0 ? 0 : (words[2 * index + half - 2] ?? 0)
      for (let byte = 0; byte < 4; byte += 1) bits ^= (planes[(4 * half + byte) * count + index] ?? 0) << (8 * byte)
      words[2 * index + half] = bits
    }
  }
}
