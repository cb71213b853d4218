import { type LogLevel, logLevelSchema } from '#shared/features/logs/contract.ts'

/** Levels from the loudest, as they are stacked and listed. */
export const levelsByWeight: readonly LogLevel[] = logLevelSchema.options.toReversed()

/** Lines of one stretch of time. */
export interface HistogramBar {
  readonly fromMs: number
  readonly toMs: number
  readonly total: number
  readonly counts: readonly { readonly level: LogLevel; readonly lines: number }[]
}

export interface HistogramAnswer {
  readonly fromMs: number
  readonly stepMs: number
  readonly levels: { readonly [level in LogLevel]: readonly number[] }
}

/** The bars of a histogram from left to right; in each the levels that occur, the loudest first. */
export function barsOf({ fromMs, stepMs, levels }: HistogramAnswer): readonly HistogramBar[] {
  const length = Math.max(0, ...levelsByWeight.map((level) => levels[level].length))
  return Array.from({ length }, (_, index) => {
    const counts = levelsByWeight
      .map((level) => ({ level, lines: levels[level][index] ?? 0 }))
      .filter(({ lines }) => lines > 0)
    const start = fromMs + index * stepMs
    return { fromMs: start, toMs: start + stepMs, counts, total: counts.reduce((sum, { lines }) => sum + lines, 0) }
  })
}

/** How many lines of each level there are in all. */
export function totalsOf(bars: readonly HistogramBar[]): Readonly<Record<LogLevel, number>> {
  const totals: Record<LogLevel, number> = { DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0 }
  for (const { counts } of bars) for (const { level, lines } of counts) totals[level] += lines
  return totals
}

/** The stretch between two bars, whichever was touched first; undefined where it is too short to mean anything. */
export function stretchOf(bars: readonly HistogramBar[], one: number, other: number) {
  const first = bars[Math.min(one, other)]
  const last = bars[Math.max(one, other)]
  if (first === undefined || last === undefined || last.toMs - first.fromMs < 2) return undefined
  return { fromMs: Math.round(first.fromMs), toMs: Math.round(last.toMs) }
}
