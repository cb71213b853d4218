import { Cron } from 'croner'
import { AppError } from '#shared/contract/errors.ts'

/** A schedule as it is stored: five fields and an IANA time zone. */
export interface CronSchedule {
  readonly cron: string
  readonly timeZone: string
}

/**
 * Reads a schedule or refuses it with BACKUP_SCHEDULE_INVALID. Over a change of the clocks, times of day that are
 * skipped run right after the gap and times that occur twice run once; schedules with steps follow elapsed time.
 */
export function parseSchedule({ cron, timeZone }: CronSchedule): Cron {
  const invalid = (reason: string, cause?: unknown) =>
    new AppError('BACKUP_SCHEDULE_INVALID', { cron, reason }, { cause })
  if (!isTimeZone(timeZone)) throw invalid('time-zone-unknown')
  if (cron.trim().split(/\s+/).length !== 5) throw invalid('five-fields-needed')
  let parsed: Cron
  try {
    parsed = new Cron(cron.trim(), { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true })
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error)
  }
  if (parsed.nextRun() === null) throw invalid('never-runs')
  return parsed
}

/** The runs after an instant, at most `count`. */
export function nextRuns(schedule: CronSchedule, after: Date, count: number): Date[] {
  return parseSchedule(schedule).nextRuns(count, after)
}

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
