import { dayMs, minuteMs } from '#main/platform/durations.ts'
import type { AlertingPorts } from '../ports.ts'
import { countFiredByDay, countFiredByRule, countOpenAlerts } from '../repository/alert-queries.ts'

type FigurePorts = Pick<AlertingPorts, 'storage' | 'clock' | 'timeZone'>

const rulesAtMost = 50

/** How many alerts are open, for the bell of every window. */
export async function alertCounts({ storage }: Pick<FigurePorts, 'storage'>) {
  const rows = await countOpenAlerts(storage.db)
  const firing = { critical: 0, warning: 0, info: 0, none: 0 }
  let unacknowledged = 0
  let pending = 0
  for (const { state, severity, count, acknowledged } of rows) {
    if (state === 'pending') pending += count
    else {
      if (severity !== 'none') unacknowledged += count - acknowledged
      if (isCounted(firing, severity)) firing[severity] += count
    }
  }
  return { firing, unacknowledged, pending }
}

/** What fired in the last days, by day of the site and by rule. */
export async function alertStatistics({ storage, clock, timeZone }: FigurePorts, days: number) {
  const now = clock.now()
  const offsetMs = offsetOf(timeZone(), now)
  const today = Math.floor((now.getTime() + offsetMs) / dayMs)
  const first = today - days + 1
  const sinceMs = first * dayMs - offsetMs
  const counts = await countFiredByDay(storage.db, sinceMs, offsetMs)
  const rules = await countFiredByRule(storage.db, sinceMs, rulesAtMost)
  return {
    days: Array.from({ length: days }, (_, index) => {
      const figures = { critical: 0, warning: 0, info: 0 }
      for (const { day, severity, count } of counts) {
        if (day === first + index && isCounted(figures, severity)) figures[severity] = count
      }
      return { at: new Date((first + index) * dayMs - offsetMs).toISOString(), ...figures }
    }),
    rules: rules.map(({ rule, fired, meanMs }) => ({ rule, fired, meanMinutes: (meanMs ?? 0) / minuteMs })),
  }
}

function isCounted<T extends object>(figures: T, severity: string): severity is Extract<keyof T, string> {
  return severity in figures
}

/** How far the clocks of a time zone are ahead of UTC. */
function offsetOf(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs
}
