import type { Alert } from '#shared/features/monitoring/values.ts'

const minute = 60_000

/** The stretch of time around an alert: what led to it, all of it, and what came after; long ones by their beginning. */
export function alertWindow(alert: Pick<Alert, 'activeAt' | 'resolvedAt'>, now: number) {
  const from = Date.parse(alert.activeAt)
  const end = alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt)
  const margin = Math.max(15 * minute, Math.min(6 * 60 * minute, (end - from) / 2))
  return { fromMs: from - margin, toMs: Math.min(now, end + margin) }
}

/** The minutes in which a cause would be logged. */
export function momentWindow(alert: Pick<Alert, 'activeAt'>) {
  const at = Date.parse(alert.activeAt)
  return { from: at - 5 * minute, to: at + 5 * minute }
}
