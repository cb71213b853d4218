import type { Panel, SampleValue } from '#shared/features/monitoring/values.ts'
import type { FigureLine } from '../plots/figures.ts'

type Thresholds = Panel['thresholds']
export type ValueTone = 'good' | 'warning' | 'failed'

/** The state that a panel's limits give to a value; null where there are no limits or no number. */
export function toneOfValue(value: SampleValue | undefined, thresholds: Thresholds): ValueTone | null {
  if (thresholds === null || typeof value !== 'number') return null
  const { warning, critical, worse } = thresholds
  const isBeyond = (limit: number | null) => limit !== null && (worse === 'above' ? value >= limit : value <= limit)
  if (isBeyond(critical)) return 'failed'
  return isBeyond(warning) ? 'warning' : 'good'
}

/** What the bar of a gauge is filled by: shares by themselves, others up to above their limits; null without limits. */
export function gaugeWhole(unit: Panel['unit'], thresholds: Thresholds, value: number): number | null {
  if (unit === 'ratio') return 1
  if (unit === 'percent') return 100
  if (thresholds === null) return null
  return Math.max((thresholds.critical ?? 0) * 1.25, (thresholds.warning ?? 0) * 1.25, value, 1)
}

/** A value of a panel that shows this moment. */
export type PanelValue = Pick<FigureLine, 'key' | 'name'> & { readonly value: SampleValue }

export interface Share extends PanelValue {
  readonly share: number
  /** Where its piece of the ring begins, between 0 and 1. */
  readonly start: number
}

/** Parts of a whole in the order of their size; what is no number above zero has no part. */
export function sharesOf(values: readonly PanelValue[]): readonly Share[] {
  const parts = values
    .flatMap((one) => (typeof one.value === 'number' && one.value > 0 ? [{ ...one, amount: one.value }] : []))
    .sort((left, right) => right.amount - left.amount)
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0)
  let start = 0
  return parts.map(({ amount, ...one }) => {
    const part = { ...one, share: amount / whole, start }
    start += part.share
    return part
  })
}
