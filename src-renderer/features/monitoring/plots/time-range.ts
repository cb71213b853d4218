import { z } from 'zod'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Stretches of time that end now, by the name they have in an address. */
export const lastSpans = {
  '15m': 15 * minute,
  '1h': hour,
  '6h': 6 * hour,
  '24h': day,
  '7d': 7 * day,
  '30d': 30 * day,
  '90d': 90 * day,
} as const

export const lastSchema = z.enum(['15m', '1h', '6h', '24h', '7d', '30d', '90d'])
export type LastSpan = z.infer<typeof lastSchema>

const epochMs = z.number().int().min(0).max(8.64e15)

/** How a stretch of time stands in an address: the last so much, or from one moment to another. */
export const timeRangeSearch = {
  last: lastSchema.optional().catch(undefined),
  from: epochMs.optional().catch(undefined),
  to: epochMs.optional().catch(undefined),
}

export interface TimeRangeSearch {
  readonly last?: LastSpan | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A stretch of time: one that moves on with the clock, or a fixed one. */
export type TimeRange =
  | { readonly kind: 'last'; readonly last: LastSpan }
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number }

export interface TimeWindow {
  readonly fromMs: number
  readonly toMs: number
}

export function rangeOf(search: TimeRangeSearch, usual: LastSpan = '1h'): TimeRange {
  const { from, to } = search
  if (from !== undefined && to !== undefined && from < to) return { kind: 'fixed', fromMs: from, toMs: to }
  return { kind: 'last', last: search.last ?? usual }
}

/** A stretch as it goes into an address; nothing of another stretch stays there. */
export function searchOf(range: TimeRange): Required<TimeRangeSearch> {
  return range.kind === 'last'
    ? { last: range.last, from: undefined, to: undefined }
    : { last: undefined, from: range.fromMs, to: range.toMs }
}

/**
 * The moments a stretch reaches from and to. One that ends now moves on in steps: every tick for an hour, at most every
 * five minutes for days, so that long stretches are not asked for again and again.
 */
export function windowOf(range: TimeRange, nowMs: number): TimeWindow {
  if (range.kind === 'fixed') return { fromMs: range.fromMs, toMs: range.toMs }
  const spanMs = lastSpans[range.last]
  const stepMs = Math.min(5 * minute, Math.max(15_000, spanMs / 240))
  const toMs = Math.floor(nowMs / stepMs) * stepMs
  return { fromMs: toMs - spanMs, toMs }
}

const narrowestMs = 10_000

/** The same length earlier (-1) or later (1), by half of it; never beyond now. */
export function moved({ fromMs, toMs }: TimeWindow, direction: -1 | 1, nowMs: number): TimeRange {
  const span = toMs - fromMs
  const end = Math.min(Math.max(toMs + (direction * span) / 2, span), Math.max(nowMs, toMs))
  return { kind: 'fixed', fromMs: Math.round(end - span), toMs: Math.round(end) }
}

/** Twice as long around the same middle; never beyond now. */
export function widened({ fromMs, toMs }: TimeWindow, nowMs: number): TimeRange {
  const half = (toMs - fromMs) / 2
  const end = Math.min(toMs + half, Math.max(nowMs, toMs))
  return { kind: 'fixed', fromMs: Math.max(0, Math.round(end - 4 * half)), toMs: Math.round(end) }
}

/** What was chosen in a plot, or undefined where that is too little to show anything. */
export function zoomed(fromMs: number, toMs: number): TimeRange | undefined {
  return toMs - fromMs < narrowestMs ? undefined : { kind: 'fixed', fromMs: Math.round(fromMs), toMs: Math.round(toMs) }
}
