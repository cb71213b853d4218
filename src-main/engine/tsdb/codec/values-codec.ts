import { isStale, markStale } from '../../timeseries/index.ts'
import { TsdbError } from '../errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { decimalsOf, powerOfTen } from './decimal.ts'
import { readPlanes, writePlanes } from './planes.ts'
import { readWholeNumbers, writeWholeNumbers } from './whole-numbers.ts'

/** What no decimal can say; the position is given apart and the value before it stands in the place. */
const special = { stale: 0, nan: 1, infinity: 2, negativeInfinity: 3, negativeZero: 4 } as const
const bitByBit = 255

/**
 * Writes values: as whole numbers of the decimals that all of them have, or bit by bit where they have too many. Every value comes back as it was; of NaN only stale and plain are told apart.
 */
export function writeValues(writer: ByteWriter, values: Float64Array): void {
  const plain = writeSpecials(writer, values)
  const decimals = decimalsOf(plain)
  writer.byte(decimals < 0 ? bitByBit : decimals)
  if (decimals < 0) writePlanes(writer, plain)
  else writeDecimals(writer, plain, powerOfTen(decimals))
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

function writeDecimals(writer: ByteWriter, values: Float64Array, power: number): void {
  const numbers = new Float64Array(values.length)
  for (let index = 0; index < values.length; index += 1) numbers[index] = Math.round((values[index] ?? 0) * power)
  writeWholeNumbers(writer, numbers)
}

/** Reads as many values as the array is long. */
export function readValues(reader: ByteReader, values: Float64Array): void {
  const specials = readSpecials(reader, values.length)
  const mode = reader.byte()
  if (mode === bitByBit) readPlanes(reader, values)
  else readDecimals(reader, values, powerOfTen(mode))
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

function readDecimals(reader: ByteReader, values: Float64Array, power: number): void {
  if (Number.isNaN(power)) throw new TsdbError('damaged', { reason: 'the way its values are written is unknown' })
  readWholeNumbers(reader, values)
  if (power === 1) return
  for (let index = 0; index < values.length; index += 1) values[index] = (values[index] ?? 0) / power
}
