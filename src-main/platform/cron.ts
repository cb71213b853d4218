import { Cron } from 'croner'
import { AppError } from '#shared/contract/errors.ts'

/** A schedule as it is stored: five fields and an IANA time zone. */
export interface CronSchedule {
  readonly cron: string
  readonly timeZone: string
}

const fieldNames = ['minute', 'hour', 'day', 'month', 'weekday'] as const

/**
 * Reads a schedule or refuses it with SCHEDULE_INVALID. Over a change of the clocks, times of day that are
 * skipped run right after the gap and times that occur twice run once; schedules with steps follow elapsed time.
 */
export function parseSchedule({ cron, timeZone }: CronSchedule): Cron {
  const invalid = (reason: string) => new AppError('SCHEDULE_INVALID', { cron, reason })
  if (!isTimeZone(timeZone)) throw invalid('time-zone-unknown')
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== fieldNames.length) throw invalid('five-fields-needed')
  const parsed = parseCron(fields, timeZone)
  if (!parsed) throw invalid(faultyField(fields))
  if (parsed.nextRun() === null) throw invalid('never-runs')
  return parsed
}

function parseCron(fields: readonly string[], timeZone: string): Cron | undefined {
  try {
    return new Cron(fields.join(' '), {
      timezone: timeZone,
      mode: '5-part',
      fixedTimeRule: 'no-wildcard',
      paused: true,
    })
  } catch {
    return undefined
  }
}

/** Names the first field that cannot be read by itself. */
function faultyField(fields: readonly string[]): string {
  const at = fields.findIndex(
    (field, at) =>
      !parseCron(
        fieldNames.map((_, other) => (other === at ? field : '*')),
        'UTC',
      ),
  )
  return `${fieldNames[at] ?? 'fields'}-invalid`
}

/** The runs after an instant, at most `count`. */
export function nextRuns(schedule: CronSchedule, after: Date, count: number): Date[] {
  return parseSchedule(schedule).nextRuns(count, after)
}

/** The last run before an instant or at it; null when there was none. */
export function previousRun(schedule: CronSchedule, at: Date): Date | null {
  return parseSchedule(schedule).previousRuns(1, new Date(at.getTime() + 1))[0] ?? null
}

/** The first run after an instant; null when there is none any more. */
export function nextRun(schedule: CronSchedule, after: Date): Date | null {
  return nextRuns(schedule, after, 1)[0] ?? null
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
