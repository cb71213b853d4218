import type { StoredChunk, Tier } from '../chunk-store.ts'
import { ByteWriter } from './byte-writer.ts'
import { frame, unframe } from './frame.ts'
import { readTimes, writeTimes } from './times-codec.ts'
import { readValues, writeValues } from './values-codec.ts'

/** Tiers of points, each made of the samples after one full span and up to the next. */
export type RollupTier = Exclude<Tier, 'raw'>

/** What a point says of its samples besides its time, the end of its span. */
export const rollupColumns = ['count', 'min', 'max', 'sum', 'last', 'ended', 'correction'] as const
export type RollupColumn = (typeof rollupColumns)[number]

/**
 * Points of one series. `count` is without ends of the series, `ended` is 1 where the last thing in the span is one.
 * `correction` is what a counter grew by beyond what the last values tell, because it restarted in between.
 */
export type RollupPoints = { readonly times: Float64Array } & Readonly<Record<RollupColumn, Float64Array>>

const body = new ByteWriter()

/** Compresses the points of one series and day. */
export function packPoints(tier: RollupTier, series: number, fromMs: number, points: RollupPoints): StoredChunk {
  body.clear()
  writeTimes(body, points.times, fromMs)
  for (const column of rollupColumns) writeValues(body, points[column])
  return { series, fromMs, data: frame({ tier, series, fromMs }, points.times.length, body.written) }
}

/** Arrays for a number of points. */
export function roomForPoints(count: number): RollupPoints {
  const array = () => new Float64Array(count)
  return {
    ...{ times: array(), count: array(), min: array(), max: array(), sum: array(), last: array() },
    ...{ ended: array(), correction: array() },
  }
}

/** Unpacks a chunk to a place in the arrays; answers how many points it held. */
export function unpackPoints(tier: RollupTier, chunk: StoredChunk, room: RollupPoints, at: number): number {
  const { series, fromMs } = chunk
  const { count, body: packed } = unframe({ tier, series, fromMs }, chunk.data)
  readTimes(packed, room.times.subarray(at, at + count), fromMs)
  for (const column of rollupColumns) readValues(packed, room[column].subarray(at, at + count))
  return count
}
