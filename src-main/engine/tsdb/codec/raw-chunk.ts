import type { StoredChunk } from '../chunk-store.ts'
import { ByteWriter } from './byte-writer.ts'
import { frame, unframe } from './frame.ts'
import { readTimes, writeTimes } from './times-codec.ts'
import { readValues, writeValues } from './values-codec.ts'

const samplesOfChunk = 240
const comfortableBytes = 1000
const hourMs = 3_600_000
const body = new ByteWriter()

/** Compresses ascending samples of one series into chunks of up to 240, none of which crosses a full hour. */
export function packSamples(series: number, times: Float64Array, values: Float64Array): StoredChunk[] {
  const chunks: StoredChunk[] = []
  for (let from = 0; from < times.length; ) {
    const to = endOfChunk(times, from)
    chunks.push(...packChunks(series, times.subarray(from, to), values.subarray(from, to)))
    from = to
  }
  return chunks
}

/** The next chunk starts in another second, because a chunk is known by the second that it starts in. */
function endOfChunk(times: Float64Array, from: number): number {
  const first = times[from] ?? 0
  const hourEnds = (Math.floor(first / hourMs) + 1) * hourMs
  const nextSecond = wholeSecond(first) + 1000
  let to = from
  while (to < times.length) {
    const time = times[to] ?? 0
    if (time >= hourEnds || (to - from >= samplesOfChunk && time >= nextSecond)) break
    to += 1
  }
  return to
}

/** Halves a chunk that would leave much of a page of the database empty. */
function packChunks(series: number, times: Float64Array, values: Float64Array): StoredChunk[] {
  const whole = packChunk(series, times, values)
  const middle = times.length >>> 1
  const isDivisible = wholeSecond(times[middle] ?? 0) > whole.fromMs && middle > 0
  const isTight = wholeSecond(times[middle] ?? 0) === wholeSecond(times[middle - 1] ?? 0)
  if (whole.data.length <= comfortableBytes || !isDivisible || isTight) return [whole]
  return [
    ...packChunks(series, times.subarray(0, middle), values.subarray(0, middle)),
    ...packChunks(series, times.subarray(middle), values.subarray(middle)),
  ]
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000

function packChunk(series: number, times: Float64Array, values: Float64Array): StoredChunk {
  const fromMs = wholeSecond(times[0] ?? 0)
  body.clear()
  writeTimes(body, times, fromMs)
  writeValues(body, values)
  return { series, fromMs, data: frame({ tier: 'raw', series, fromMs }, times.length, body.written) }
}

/** Samples with room for more of them. */
export interface SampleRoom {
  readonly times: Float64Array
  readonly values: Float64Array
}

/** Unpacks a chunk to a place in the arrays; answers how many samples it held. */
export function unpackSamples(chunk: StoredChunk, room: SampleRoom, at: number): number {
  const { series, fromMs } = chunk
  const { count, body: packed } = unframe({ tier: 'raw', series, fromMs }, chunk.data)
  readTimes(packed, room.times.subarray(at, at + count), fromMs)
  readValues(packed, room.values.subarray(at, at + count))
  return count
}
