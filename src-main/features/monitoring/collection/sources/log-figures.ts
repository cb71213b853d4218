import type { Owner } from '#main/platform/lifecycle.ts'
import type { LogStream } from '#main/platform/log/create-log.ts'
import type { MetricRegistry, MetricSource } from '#main/platform/metrics/index.ts'

const levels = ['debug', 'info', 'warning', 'error', 'critical'] as const

/** Counts the lines of the log by level, from nothing on, so that the first of a level is an increase. */
export function countLogLines(registry: MetricRegistry, log: Pick<LogStream, 'onLine'>, owner: Owner): void {
  for (const level of levels) registry.add('kuraban_log_messages_total', { level }, 0)
  const end = log.onLine(({ level }) => registry.add('kuraban_log_messages_total', { level: level.toLowerCase() }))
  owner.own('counting of log lines', end)
}

/** Lines that the log could not keep. */
export function lostLogLines(log: Pick<LogStream, 'lostLines'>): MetricSource {
  let counted = 0
  return {
    ...{ name: 'log', everyMs: 1000 },
    refresh: (registry) => {
      const lost = log.lostLines()
      registry.add('kuraban_log_write_errors_total', {}, Math.max(0, lost - counted))
      counted = lost
    },
  }
}
