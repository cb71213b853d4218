import type { AlertingRule } from './model.ts'

/** One alert of a rule; plain data, so that it can be kept over a restart. Times are milliseconds since 1970. */
export interface ActiveAlert {
  /** All labels, `alertname` among them: what tells this alert from others. */
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly value: number
  readonly state: 'pending' | 'firing' | 'resolved'
  readonly activeAtMs: number
  readonly firedAtMs?: number
  readonly resolvedAtMs?: number
  /** Why the alert is over: its condition ended, or nothing was left to judge it by. */
  readonly resolvedBy?: 'condition' | 'no-data'
  /** Since when the condition is gone while `keep_firing_for` holds the alert. */
  readonly keepFiringSinceMs?: number
  /** Since when the rule finds no series at all, while the alert is held for want of data. */
  readonly noDataSinceMs?: number
}

/** What an evaluation found for one set of labels. */
export type FoundAlert = Pick<ActiveAlert, 'labels' | 'annotations' | 'value'>

/** One evaluation of a rule; alerts by the key of their labels. */
export interface AlertEvaluation {
  readonly atMs: number
  readonly found: ReadonlyMap<string, FoundAlert>
  /** Whether the expression found no series to judge by. */
  readonly noData: boolean
}

/** How long what can be chosen lasts. */
export interface AlertOptions {
  /** How long an alert that fires goes on when there are no data any more; Prometheus has 0. */
  readonly noDataHoldMs: number
}

/** How long a resolved alert is kept, so that its end is announced again to whoever missed it. */
const resolvedRetentionMs = 15 * 60_000

type Timing = Pick<AlertingRule, 'forMs' | 'keepFiringForMs'>

/** The alerts of a rule after one more evaluation, as Prometheus' state machine has it. */
export function advanceAlerts(
  active: ReadonlyMap<string, ActiveAlert>,
  evaluation: AlertEvaluation,
  timing: Timing,
  options: AlertOptions,
): ReadonlyMap<string, ActiveAlert> {
  const next = new Map<string, ActiveAlert>()
  for (const [key, alert] of active) {
    const found = evaluation.found.get(key)
    const advanced =
      found === undefined ? missing(alert, evaluation, timing, options) : present(alert, found, evaluation.atMs, timing)
    if (advanced !== undefined) next.set(key, advanced)
  }
  for (const [key, found] of evaluation.found) {
    if (!next.has(key)) next.set(key, begun(found, evaluation.atMs, timing))
  }
  return next
}

function begun(found: FoundAlert, atMs: number, { forMs }: Timing): ActiveAlert {
  const alert = { ...found, activeAtMs: atMs }
  return forMs === 0 ? { ...alert, state: 'firing', firedAtMs: atMs } : { ...alert, state: 'pending' }
}

function present(alert: ActiveAlert, found: FoundAlert, atMs: number, timing: Timing): ActiveAlert {
  if (alert.state === 'resolved') return begun(found, atMs, timing)
  const due = atMs - alert.activeAtMs >= timing.forMs
  const base = { ...found, activeAtMs: alert.activeAtMs }
  return due ? { ...base, state: 'firing', firedAtMs: alert.firedAtMs ?? atMs } : { ...base, state: 'pending' }
}

function missing(
  alert: ActiveAlert,
  { atMs, noData }: AlertEvaluation,
  { keepFiringForMs }: Timing,
  { noDataHoldMs }: AlertOptions,
): ActiveAlert | undefined {
  if (alert.state === 'pending') return undefined
  if (alert.state === 'resolved') return atMs - (alert.resolvedAtMs ?? atMs) > resolvedRetentionMs ? undefined : alert
  const keepFiringSinceMs = alert.keepFiringSinceMs ?? atMs
  const noDataSinceMs = alert.noDataSinceMs ?? atMs
  const { keepFiringSinceMs: _kept, noDataSinceMs: _held, ...bare } = alert
  if (noData && atMs - noDataSinceMs < noDataHoldMs) return { ...bare, noDataSinceMs }
  if (atMs - keepFiringSinceMs < keepFiringForMs) return { ...bare, keepFiringSinceMs }
  return { ...bare, state: 'resolved', resolvedAtMs: atMs, resolvedBy: noData ? 'no-data' : 'condition' }
}
