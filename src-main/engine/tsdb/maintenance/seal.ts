import { setImmediate } from 'node:timers/promises'
import type { StoredChunk } from '../chunk-store.ts'
import { packSamples } from '../codec/raw-chunk.ts'
import { SampleBuffer } from '../head/sample-buffer.ts'
import { dayMs, fiveMinutesMs, floorTo, hourMs } from '../spans.ts'
import type { TsdbState } from '../state.ts'

/** Slow scrapes have this long to come after the end of an hour. */
const graceMs = 120_000
const keptMs = 2 * hourMs
/** Series that are compressed without a pause. */
const seriesAtOnce = 200

/** Seals every hour that is over, by the newest sample, and lets memory go. */
export async function sealWhatIsOver(state: TsdbState): Promise<void> {
  const { head, settings } = state
  const cut = floorTo(head.newestMs - graceMs, hourMs)
  if (cut > state.floorMs) await sealUntil(state, cut)
  const keptFromMs = head.newestMs - keptMs
  head.evict(Math.min(keptFromMs, state.marks.sealedUntilMs))
  if (head.size <= settings.headSamples) return
  const early = floorTo(head.newestMs - graceMs, fiveMinutesMs)
  if (early > state.floorMs) await sealUntil(state, early)
  head.evict(state.marks.sealedUntilMs)
}

/** Turns the samples before a time into chunks and takes nothing of that time any more. */
export async function sealUntil(state: TsdbState, untilMs: number): Promise<void> {
  state.floorMs = untilMs
  const chunks: StoredChunk[] = []
  const seen: { id: number; lastSeenMs: number }[] = []
  const buffer = new SampleBuffer()
  let sinceRest = 0
  for (const series of [...state.head.series()]) {
    buffer.clear()
    state.head.read(series, state.marks.sealedUntilMs, untilMs, buffer)
    if (buffer.count === 0) continue
    chunks.push(...packSamples(series.id, buffer.times, buffer.values))
    const lastSeenMs = floorTo(buffer.times.at(-1) ?? 0, dayMs)
    if (lastSeenMs > series.storedLastSeenMs) seen.push({ id: series.id, lastSeenMs })
    sinceRest += 1
    if (sinceRest % seriesAtOnce === 0) await setImmediate()
  }
  await state.store.seal({ chunks, untilMs, seen })
  state.marks = { ...state.marks, sealedUntilMs: untilMs }
  for (const { id, lastSeenMs } of seen) {
    const series = state.registry.byId(id)
    if (series !== undefined) series.storedLastSeenMs = lastSeenMs
  }
  state.registry.retire(untilMs - hourMs)
}
