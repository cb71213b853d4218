import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

const irregular = 0

/** Writes ascending whole numbers counted from `origin`: the step alone where it is always the same. */
export function writeTimes(writer: ByteWriter, times: Float64Array, origin: number): void {
  writer.unsigned((times[0] ?? origin) - origin)
  if (times.length < 2) return
  const step = regularStep(times)
  writer.unsigned(step)
  if (step !== irregular) return
  for (let index = 1; index < times.length; index += 1) writer.unsigned((times[index] ?? 0) - (times[index - 1] ?? 0))
}

function regularStep(times: Float64Array): number {
  const step = (times[1] ?? 0) - (times[0] ?? 0)
  for (let index = 2; index < times.length; index += 1) {
    if ((times[index] ?? 0) - (times[index - 1] ?? 0) !== step) return irregular
  }
  return step
}

/** Reads as many times as the array is long. */
export function readTimes(reader: ByteReader, times: Float64Array, origin: number): void {
  let time = origin + reader.unsigned()
  times[0] = time
  if (times.length < 2) return
  const step = reader.unsigned()
  for (let index = 1; index < times.length; index += 1) {
    time += step === irregular ? reader.unsigned() : step
    times[index] = time
  }
}
