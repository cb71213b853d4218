import { nextRun, previousRun } from '#main/platform/cron.ts'
import { minuteMs } from '#main/platform/durations.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Maintenance } from '#shared/features/monitoring/contract/alerts.ts'

/** From when to when, in milliseconds; the end is not in it any more. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** The stretch of maintenance that a moment lies in, or else the next one; null when there is none to come. */
export function maintenanceSpan(when: Maintenance['when'], timeZone: string, atMs: number): Span | null {
  if (when.kind === 'once') {
    const span = { fromMs: Date.parse(when.startsAt), toMs: Date.parse(when.endsAt) }
    return span.toMs > atMs ? span : null
  }
  const schedule = { cron: when.cron, timeZone }
  const spanFrom = (start: Date) => ({
    fromMs: start.getTime(),
    toMs: start.getTime() + when.durationMinutes * minuteMs,
  })
  const last = previousRun(schedule, new Date(atMs))
  if (last !== null && spanFrom(last).toMs > atMs) return spanFrom(last)
  const next = nextRun(schedule, new Date(atMs))
  return next === null ? null : spanFrom(next)
}

/** Refuses with SCHEDULE_INVALID what never happens. */
export function checkMaintenance(when: Maintenance['when'], timeZone: string, atMs: number): void {
  if (when.kind === 'once' && Date.parse(when.endsAt) <= Date.parse(when.startsAt)) {
    throw new AppError('SCHEDULE_INVALID', { cron: '', reason: 'ends-before-start' })
  }
  maintenanceSpan(when, timeZone, atMs)
}
