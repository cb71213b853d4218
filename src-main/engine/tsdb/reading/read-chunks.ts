import type { ChunkRange, StoredChunk, Tier } from '../chunk-store.ts'
import type { Series } from '../series/series.ts'
import { chunkSpanOf } from '../spans.ts'
import type { TsdbState } from '../state.ts'

const chunksAtOnce = 4000
const rangesAtOnce = 100

/** Chunks of one series after the other; reads from the store as much at a time as memory may hold. */
export async function* chunksOf(
  state: TsdbState,
  tier: Tier,
  ranges: readonly ChunkRange[],
  signal?: AbortSignal,
): AsyncGenerator<readonly [Series, readonly StoredChunk[]]> {
  for (const some of partsOf(tier, ranges)) {
    signal?.throwIfAborted()
    const chunks = await state.store.readChunks(tier, some)
    for (const [id, own] of bySeries(chunks)) {
      const series = state.registry.byId(id)
      if (series !== undefined) yield [series, own]
    }
  }
}

function* partsOf(tier: Tier, ranges: readonly ChunkRange[]): Generator<readonly ChunkRange[]> {
  let part: ChunkRange[] = []
  let chunks = 0
  for (const range of ranges) {
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

function bySeries(chunks: readonly StoredChunk[]): Map<number, StoredChunk[]> {
  const found = new Map<number, StoredChunk[]>()
  for (const chunk of chunks) {
    const own = found.get(chunk.series)
    if (own === undefined) found.set(chunk.series, [chunk])
    else own.push(chunk)
  }
  return found
}
