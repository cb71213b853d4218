import { markStale } from '../../timeseries/index.ts'
import type { ChunkRange, StoredChunk } from '../chunk-store.ts'
import { countIn } from '../codec/frame.ts'
import { type RollupPoints, type RollupTier, roomForPoints, unpackPoints } from '../codec/rollup-chunk.ts'
import { TsdbError } from '../errors.ts'
import type { Series } from '../series/series.ts'
import { chunkSpanOf, floorTo } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import type { PointReading } from './choose-tier.ts'
import { chunksOf } from './read-chunks.ts'
import { between, type RawSamples } from './read-raw.ts'

export interface PointSpan {
  readonly tier: RollupTier
  readonly fromMs: number
  readonly toMs: number
}

/** Reads the points of whole days around a span; each series with any is handed over once. */
export async function readPoints(
  state: TsdbState,
  series: readonly Series[],
  { tier, fromMs, toMs }: PointSpan,
  take: (series: Series, points: RollupPoints) => void,
  signal?: AbortSignal,
): Promise<void> {
  // A point at the first moment of a day belongs to the day before.
  const firstMs = floorTo(fromMs - 1, chunkSpanOf[tier])
  const ranges = series.map(({ id }): ChunkRange => ({ series: id, fromMs: firstMs, toMs: toMs - 1 }))
  for await (const [each, chunks] of chunksOf(state, tier, ranges, signal)) {
    const points = unpackAll(state, each, tier, chunks)
    if (points.times.length > 0) take(each, points)
  }
}

function unpackAll(state: TsdbState, series: Series, tier: RollupTier, chunks: readonly StoredChunk[]): RollupPoints {
  const sound = chunks.filter((chunk) => isSound(state, series, tier, chunk))
  const room = roomForPoints(sound.reduce((sum, chunk) => sum + countIn(chunk.data), 0))
  let at = 0
  for (const chunk of sound) at += unpackPoints(tier, chunk, room, at)
  return room
}

function isSound(state: TsdbState, series: Series, tier: RollupTier, chunk: StoredChunk): boolean {
  try {
    unpackPoints(tier, chunk, roomForPoints(countIn(chunk.data)), 0)
    return true
  } catch (error) {
    const reason = error instanceof TsdbError ? error.message : String(error)
    const toMs = chunk.fromMs + chunkSpanOf[tier]
    state.damages.add({ labels: series.labels, tier, fromMs: chunk.fromMs, toMs, reason })
    return false
  }
}

/** Points as samples at the ends of their spans. */
export function asSamples(points: RollupPoints, reading: PointReading, fromMs: number, toMs: number): RawSamples {
  if (reading === 'counter') return between({ times: points.times, values: asCounter(points) }, fromMs, toMs)
  if (reading === 'instant') return between({ times: points.times, values: withEnds(points) }, fromMs, toMs)
  const { times, values } = withoutEmpty(points, points[reading])
  return between({ times, values }, fromMs, toMs)
}

/** A series that has ended in a span has no value at its end. */
function withEnds({ last, ended }: RollupPoints): Float64Array {
  const values = last.slice()
  for (let index = 0; index < values.length; index += 1) if (ended[index] === 1) markStale(values, index)
  return values
}

/** Spans in which nothing but the end of the series lies say nothing. */
function withoutEmpty({ times, count }: RollupPoints, values: Float64Array): RawSamples {
  if (!count.includes(0)) return { times, values }
  const kept = [...count.keys()].filter((index) => count[index] !== 0)
  return {
    times: Float64Array.from(kept, (index) => times[index] ?? 0),
    values: Float64Array.from(kept, (index) => values[index] ?? 0),
  }
}

/** A counter that never restarts and ends with the value that the real one had, so that samples can follow it. */
function asCounter({ last, correction }: RollupPoints): Float64Array {
  const values = last.slice()
  for (let index = values.length - 1; index > 0; index -= 1) {
    const before = last[index - 1] ?? 0
    const now = last[index] ?? 0
    const grown = (now >= before ? now - before : now) + (correction[index] ?? 0)
    values[index - 1] = (values[index] ?? 0) - grown
  }
  return values
}
