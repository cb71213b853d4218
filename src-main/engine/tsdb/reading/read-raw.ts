import type { ChunkRange, StoredChunk } from '../chunk-store.ts'
import { countIn } from '../codec/frame.ts'
import { unpackSamples } from '../codec/raw-chunk.ts'
import { TsdbError } from '../errors.ts'
import type { Series } from '../series/series.ts'
import { chunkSpanOf, floorTo } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { chunksOf } from './read-chunks.ts'

/** Stored samples of one series in the order of time. */
export interface RawSamples {
  readonly times: Float64Array
  readonly values: Float64Array
}

const nothing: RawSamples = { times: new Float64Array(0), values: new Float64Array(0) }

/** Reads sealed samples from and up to a time; each series with any is handed over once. */
export async function readRaw(
  state: TsdbState,
  series: readonly Series[],
  fromMs: number,
  toMs: number,
  take: (series: Series, samples: RawSamples) => void,
  signal?: AbortSignal,
): Promise<void> {
  const ranges = series.map(({ id }): ChunkRange => ({ series: id, fromMs: floorTo(fromMs, chunkSpanOf.raw), toMs }))
  for await (const [each, chunks] of chunksOf(state, 'raw', ranges, signal)) {
    const samples = between(unpackAll(state, each, chunks), fromMs, toMs)
    if (samples.times.length > 0) take(each, samples)
  }
}

function unpackAll(state: TsdbState, series: Series, chunks: readonly StoredChunk[]): RawSamples {
  const total = chunks.reduce((sum, chunk) => sum + countIn(chunk.data), 0)
  const limit = state.settings.querySamples
  if (total > limit) throw new TsdbError('too-many-samples', { limit })
  const room = { times: new Float64Array(total), values: new Float64Array(total) }
  let at = 0
  for (const [index, chunk] of chunks.entries()) {
    try {
      at += unpackSamples(chunk, room, at)
    } catch (error) {
      report(state, series, chunk, chunks[index + 1], error)
    }
  }
  return at === total ? room : { times: room.times.subarray(0, at), values: room.values.subarray(0, at) }
}

function report(
  state: TsdbState,
  series: Series,
  { fromMs }: StoredChunk,
  next: StoredChunk | undefined,
  error: unknown,
): void {
  const span = chunkSpanOf.raw
  const toMs = Math.min(floorTo(fromMs, span) + span, next?.fromMs ?? Number.POSITIVE_INFINITY)
  const reason = error instanceof TsdbError ? error.message : String(error)
  state.damages.add({ labels: series.labels, tier: 'raw', fromMs, toMs, reason })
}

/** The part of samples from and up to a time. */
export function between({ times, values }: RawSamples, fromMs: number, toMs: number): RawSamples {
  const from = firstAtOrAfter(times, fromMs)
  const to = firstAtOrAfter(times, toMs + 1)
  if (from >= to) return nothing
  if (from === 0 && to === times.length) return { times, values }
  return { times: times.subarray(from, to), values: values.subarray(from, to) }
}

function firstAtOrAfter(times: Float64Array, ms: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < ms) low = middle + 1
    else high = middle
  }
  return low
}
