import type { Heartbeat } from '#shared/features/monitoring/values.ts'
import type { KeptHeartbeat } from '../repository/heartbeats.ts'

/** The moment the job is counted from: its last report, or since when one is expected. */
export function countedFrom({ lastReportAt, watchedSince }: KeptHeartbeat): number {
  return Math.max(lastReportAt ?? 0, watchedSince)
}

/** When silence becomes trouble, in epoch milliseconds. */
export function dueAt(heartbeat: KeptHeartbeat): number {
  return countedFrom(heartbeat) + (heartbeat.intervalSeconds + heartbeat.graceSeconds) * 1000
}

/** How a job stands. Silence beats the last report, whatever that said. */
export function stateOf(heartbeat: KeptHeartbeat, nowMs: number): Heartbeat['state'] {
  if (!heartbeat.isEnabled) return 'paused'
  if (nowMs > dueAt(heartbeat)) return 'late'
  if (heartbeat.lastState === 'failed') return 'failed'
  return heartbeat.lastReportAt === null ? 'waiting' : 'up'
}

export function heartbeatView(heartbeat: KeptHeartbeat, nowMs: number): Heartbeat {
  const { id, name, isEnabled, intervalSeconds, graceSeconds, lastReportAt, lastMessage, lastDurationMs } = heartbeat
  return {
    ...{ id, name, isEnabled, intervalSeconds, graceSeconds, lastMessage, lastDurationMs },
    state: stateOf(heartbeat, nowMs),
    lastReportAt: lastReportAt === null ? null : new Date(lastReportAt).toISOString(),
    dueAt: isEnabled ? new Date(dueAt(heartbeat)).toISOString() : null,
  }
}
