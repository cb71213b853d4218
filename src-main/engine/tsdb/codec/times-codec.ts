import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { readWholeNumbers, writeWholeNumbers } from './whole-numbers.ts'

/** Writes ascending whole numbers counted from `origin`. */
export function writeTimes(writer: ByteWriter, times: Float64Array, origin: number): void {
  writeWholeNumbers(
    writer,
    times.map((time) => time - origin),
  )
}

/** Reads as many times as the array is long. */
export function readTimes(reader: ByteReader, times: Float64Array, origin: number): void {
  readWholeNumbers(reader, times)
  for (let index = 0; index < times.length; index += 1) times[index] = origin + (times[index] ?? 0)
}
