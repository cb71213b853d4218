import { dayMs, floorTo, hourMs } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { forget } from './forget.ts'

/** Takes away what lies at a time or later: from the start of its hour where that is sealed already. */
export async function discardFrom(state: TsdbState, atMs: number): Promise<void> {
  const { registry, head, queue, store, marks } = state
  const fromMs = atMs < marks.sealedUntilMs ? floorTo(atMs, hourMs) : atMs
  await queue.flush()
  await store.discardFrom(fromMs, floorTo(fromMs, dayMs))
  await forget(
    state,
    registry.select([]).filter(({ createdMs }) => createdMs >= fromMs),
  )
  head.discard(fromMs)
  for (const series of registry.all()) series.lastTickMs = Math.min(series.lastTickMs, fromMs - 1)
  state.marks = await store.readMarks()
  state.floorMs = state.marks.sealedUntilMs
}
