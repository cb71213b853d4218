import type { ChunkRange, Tier } from '../chunk-store.ts'
import type { RetentionGroup } from '../options.ts'
import type { Series } from '../series/series.ts'
import { chunkSpanOf, dayMs, floorTo } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { forget } from './forget.ts'

const tiers: readonly Tier[] = ['raw', 'five-minutes', 'hours']
const rangesAtOnce = 100

const daysOf: Readonly<Record<Tier, (group: RetentionGroup) => number>> = {
  raw: ({ rawDays }) => rawDays,
  'five-minutes': ({ fiveMinutesDays }) => fiveMinutesDays,
  hours: ({ hoursDays }) => hoursDays,
}

/** The time before which data of a tier are gone or may go; whole days. */
export function keptFrom(state: TsdbState, series: Series, tier: Tier): number {
  const days = daysOf[tier](state.settings.retentionOf(series.labels.name))
  return floorTo(state.marks.retainedAtMs, dayMs) - days * dayMs
}

/** Deletes chunks that are older than their group is kept, and series of which nothing is left. */
export async function retain(state: TsdbState): Promise<void> {
  if (state.marks.retainedAtMs === 0) return
  const series = [...state.registry.all()]
  for (const tier of tiers) {
    const ranges = series.map((each): ChunkRange => {
      const toMs = keptFrom(state, each, tier) - chunkSpanOf[tier]
      return { series: each.id, fromMs: 0, toMs }
    })
    const due = ranges.filter(({ toMs }) => toMs > 0)
    for (let at = 0; at < due.length; at += rangesAtOnce) {
      await state.store.deleteChunks(tier, due.slice(at, at + rangesAtOnce))
    }
  }
  await deleteEmpty(state, series)
}

async function deleteEmpty(state: TsdbState, series: readonly Series[]): Promise<void> {
  const gone = series.filter((each) => {
    const oldest = Math.min(...tiers.map((tier) => keptFrom(state, each, tier)))
    return !each.active && each.storedLastSeenMs + dayMs < oldest && each.lastTickMs < oldest
  })
  await forget(state, gone)
}
