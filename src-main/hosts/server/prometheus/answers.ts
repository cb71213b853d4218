import { formatDecimal } from '#main/engine/promql/index.ts'
import type { SampleValue } from '#shared/features/monitoring/values.ts'

/** A value as Go prints it: the shortest digits that give it back, never with an exponent. */
export function valueText(value: SampleValue): string {
  if (value === null) return 'NaN'
  return typeof value === 'string' ? value : formatDecimal(value)
}

/** A moment in seconds and the value as text, as answers carry them. */
export type Point = readonly [number, string]

export function pointOf(timeMs: number, value: SampleValue): Point {
  return [timeMs / 1000, valueText(value)]
}
