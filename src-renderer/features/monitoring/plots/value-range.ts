import type { PlotUnit } from './unit-text.ts'

const wholeOf: Partial<Record<PlotUnit, number>> = { percent: 100, ratio: 1 }

/** How far the axis of values reaches: from zero wherever values are not below it, with room above, shares whole. */
export function valueRange(unit: PlotUnit, low: number | null, high: number | null): readonly [number, number] {
  const whole = wholeOf[unit]
  if (low === null || high === null) return [0, whole ?? 1]
  const bottom = low < 0 ? low * 1.1 : 0
  if (whole !== undefined && high > whole * 0.4 && high <= whole) return [bottom, whole]
  const least = whole === undefined ? (unit === 'count' ? 4 : 0) : whole * 0.05
  const top = Math.max(high * 1.1, least)
  return top > bottom ? [bottom, top] : [bottom, bottom === 0 ? 1 : 0]
}
