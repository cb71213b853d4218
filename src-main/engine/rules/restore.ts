import type { ActiveAlert } from './alerts.ts'

/** A rule's state as plain data: what to find it by, its alerts, and the series it wrote last. */
export interface SavedRule {
  readonly kind: 'recording' | 'alerting'
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly alerts: readonly ActiveAlert[]
  readonly series: readonly Readonly<Record<string, string>>[]
}

/** A group's state after an evaluation, to be kept and handed to `RuleGroupEvaluator.restore`. */
export interface SavedGroup {
  readonly evaluatedAtMs: number
  readonly rules: readonly SavedRule[]
}

const outageToleranceMs = 3_600_000
const graceMs = 600_000

/**
 * Alerts after the program was away. Those that fired go on, so that nobody is told twice. Pending ones wait on where
 * their rule waits ten minutes or more and the program was away for no more than an hour: the time away does not count,
 * and ten minutes are left before they fire. All others begin anew.
 */
export function afterOutage(
  alerts: readonly ActiveAlert[],
  forMs: number,
  downAtMs: number,
  atMs: number,
): readonly ActiveAlert[] {
  return alerts.flatMap((alert) => {
    if (alert.state !== 'pending') return [alert]
    if (forMs < graceMs || atMs - downAtMs > outageToleranceMs) return []
    const remainingMs = forMs - (downAtMs - alert.activeAtMs)
    const activeAtMs = remainingMs < graceMs ? atMs + graceMs - forMs : alert.activeAtMs + (atMs - downAtMs)
    return [{ ...alert, activeAtMs }]
  })
}
