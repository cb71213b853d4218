import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Alert, Severity } from '#shared/features/monitoring/values.ts'

export const severityTones: Readonly<Record<Severity, StateTone>> = {
  critical: 'failed',
  warning: 'warning',
  info: 'information',
  none: 'off',
}

/** How an alert stands, as a list tells it apart: what somebody looks after already is not what wants somebody. */
export type AlertStanding = 'firing' | 'no-data' | 'acknowledged' | 'muted' | 'pending' | 'resolved'

export function standingOf(alert: Pick<Alert, 'state' | 'acknowledged' | 'mutedBy' | 'hasNoData'>): AlertStanding {
  if (alert.state !== 'firing') return alert.state
  if (alert.acknowledged !== null) return 'acknowledged'
  if (alert.mutedBy.length > 0) return 'muted'
  return alert.hasNoData ? 'no-data' : 'firing'
}

export const standingTones: Readonly<Record<AlertStanding, StateTone>> = {
  firing: 'failed',
  'no-data': 'warning',
  acknowledged: 'running',
  muted: 'off',
  pending: 'warning',
  resolved: 'good',
}
