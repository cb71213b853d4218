import { previousRun } from '#main/platform/cron.ts'
import { dayMs, minuteMs } from '#main/platform/durations.ts'
import type { GroupOutcome, PlanInput, SentGroup } from './plan-model.ts'
import type { AlertGroup } from './routes.ts'

const nothing: GroupOutcome = { alerts: null, isFinished: false }
const retryAfterMs = 5 * minuteMs

/** Everything that fired until the time of the digest and either still does or ended within the day before it. */
export function planDigest(
  group: AlertGroup,
  sent: SentGroup | undefined,
  digestAt: string,
  { nowMs, timeZone, routingSinceMs, mutes }: PlanInput,
): GroupOutcome {
  const slotMs = digestTime(digestAt, timeZone, nowMs)
  if (slotMs < routingSinceMs || isTold(sent, slotMs, nowMs)) return nothing
  const told = group.alerts.filter(
    (alert) =>
      alert.firedAtMs <= slotMs &&
      (alert.resolvedAtMs === null || alert.resolvedAtMs > slotMs - dayMs) &&
      mutes.of(alert).length === 0,
  )
  const firing = told.filter(({ resolvedAtMs }) => resolvedAtMs === null).map(({ id }) => id)
  const ended = group.route.tellsResolved ? told.filter(({ resolvedAtMs }) => resolvedAtMs !== null) : []
  if (firing.length + ended.length === 0) return nothing
  return { alerts: { firing, resolved: ended.map(({ id }) => id), before: [] }, isFinished: false }
}

function isTold(sent: SentGroup | undefined, slotMs: number, nowMs: number): boolean {
  if (sent === undefined || sent.atMs < slotMs) return false
  return sent.state !== 'failed' || nowMs - sent.atMs < retryAfterMs
}

/** The last time of the digest before this moment. */
function digestTime(digestAt: string, timeZone: string, nowMs: number): number {
  const [hour, minute] = digestAt.split(':')
  const cron = `${Number(minute)} ${Number(hour)} * * *`
  return previousRun({ cron, timeZone }, new Date(nowMs))?.getTime() ?? 0
}
