import type { ChunkRange, StoredChunk, Tier } from '../chunk-store.ts'
import type { Series } from '../series/series.ts'
import { chunkSpanOf } from '../spans.ts'
import type { TsdbState } from '../state.ts'

const chunksAtOnce = 500
const rangesAtOnce = 100

/** Chunks of one series after the other; asks the store for little at a time, so that nobody waits behind it for long. */
export async function* chunksOf(
  state: TsdbState,
  tier: Tier,
  ranges: readonly ChunkRange[],
  signal?: AbortSignal,
): AsyncGenerator<readonly [Series, readonly StoredChunk[]]> {
  let id = 0
  let chunks: StoredChunk[] = []
  for (const some of partsOf(tier, ranges)) {
    signal?.throwIfAborted()
    for (const chunk of await state.store.readChunks(tier, some)) {
      if (chunk.series !== id) {
        yield* ofSeries(state, id, chunks)
        chunks = []
        id = chunk.series
      }
      chunks.push(chunk)
    }
  }
  yield* ofSeries(state, id, chunks)
}

function* ofSeries({ registry }: TsdbState, id: number, chunks: readonly StoredChunk[]) {
  const series = registry.byId(id)
  if (series !== undefined && chunks.length > 0) yield [series, chunks] as const
}

/** Ranges in the order of series, long ones divided, in parts of a bearable size. */
function* partsOf(tier: Tier, ranges: readonly ChunkRange[]): Generator<readonly ChunkRange[]> {
  let part: ChunkRange[] = []
  let chunks = 0
  for (const range of dividedRanges(tier, ranges)) {
    const expected = Math.ceil((range.toMs - range.fromMs) / chunkSpanOf[tier]) + 1
    if (part.length > 0 && (chunks + expected > chunksAtOnce || part.length >= rangesAtOnce)) {
      yield part
      part = []
      chunks = 0
    }
    part.push(range)
    chunks += expected
  }
  if (part.length > 0) yield part
}

function* dividedRanges(tier: Tier, ranges: readonly ChunkRange[]): Generator<ChunkRange> {
  const longestMs = chunksAtOnce * chunkSpanOf[tier]
  for (const { series, fromMs, toMs } of ranges.toSorted((left, right) => left.series - right.series)) {
    for (let from = fromMs; from <= toMs; from += longestMs) {
      yield { series, fromMs: from, toMs: Math.min(toMs, from + longestMs - 1) }
    }
  }
}
