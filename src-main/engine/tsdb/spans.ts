import type { Tier } from './chunk-store.ts'
import type { RollupTier } from './codec/rollup-chunk.ts'

export const fiveMinutesMs = 300_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** What a point of a tier stands for. */
export const spanOf: Readonly<Record<RollupTier, number>> = { 'five-minutes': fiveMinutesMs, hours: hourMs }

/** A chunk of a tier starts at a multiple of it, or later, and holds nothing of the next one. */
export const chunkSpanOf: Readonly<Record<Tier, number>> = { raw: hourMs, 'five-minutes': dayMs, hours: dayMs }

/** The multiple of a span at or before a time. */
export const floorTo = (ms: number, spanMs: number): number => Math.floor(ms / spanMs) * spanMs
