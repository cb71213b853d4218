import type { Language } from '#shared/contract/identifiers.ts'
import { type CronField, type CronFields, readCronFields } from './cron-fields.ts'
import { type ScheduleWords, scheduleWords } from './words.ts'

/** More times of day than these are not listed. */
const timesAtMost = 6

/** Reads a valid cron text aloud: usual forms in sentences of our own, rare ones by cronstrue. */
export async function scheduleText(cron: string, language: Language): Promise<string> {
  const fields = readCronFields(cron)
  const own = fields && describe(fields, scheduleWords[language])
  return own ?? readRareForm(cron, language)
}

/** Loaded when needed: the library carries every language there is. Its types place `toString` under `default` only. */
async function readRareForm(cron: string, language: Language): Promise<string> {
  const { default: library } = await import('cronstrue/i18n.js')
  const read: (cron: string, options: { locale: Language; use24HourTimeFormat: boolean }) => string = library.toString
  return read(cron, { locale: language, use24HourTimeFormat: true })
}

function describe(fields: CronFields, words: ScheduleWords): string | null {
  const clock = clockTimes(fields, words)
  const time = clock ?? intervalText(fields, words)
  const days = daysText(fields, words)
  if (time === null || days === null) return null
  const daily = days === words.everyDay
  return words.together(daily && clock === null ? '' : days, time, clock !== null)
}

function clockTimes({ minute, hour }: CronFields, words: ScheduleWords): string | null {
  if (minute.kind !== 'values' || hour.kind !== 'values') return null
  if (minute.values.length * hour.values.length > timesAtMost) return null
  const times = hour.values.flatMap((h) => minute.values.map((m) => `${two(h)}:${two(m)}`))
  return words.atTimes(times)
}

function intervalText({ minute, hour }: CronFields, words: ScheduleWords): string | null {
  const within = minuteText(minute, words)
  const single = minute.kind === 'values' && minute.values.length === 1 ? minute.values[0] : undefined
  if (hour.kind === 'step') {
    return single !== undefined && 24 % hour.step === 0 ? words.everyHours(hour.step, single) : null
  }
  if (within === null || hour.kind === 'any') return within
  if (hour.kind !== 'values') return null
  const first = hour.values[0] ?? 0
  const last = hour.values.at(-1) ?? 0
  return last - first === hour.values.length - 1 ? words.between(first, last, within) : null
}

function minuteText(minute: CronField, words: ScheduleWords): string | null {
  if (minute.kind === 'any') return words.everyMinutes(1)
  if (minute.kind === 'step') return 60 % minute.step === 0 ? words.everyMinutes(minute.step) : null
  const [only, ...others] = minute.kind === 'values' ? minute.values : []
  return only !== undefined && others.length === 0 ? words.hourly(only) : null
}

function daysText({ day, month, weekday }: CronFields, words: ScheduleWords): string | null {
  if (month.kind !== 'any' && month.kind !== 'values') return null
  const months = month.kind === 'values' ? month.values : null
  if (day.kind !== 'any') return weekday.kind === 'any' ? monthDaysText(day, months, words) : null
  const days = weekdayText(weekday, words)
  return days === null || months === null ? days : words.inMonths(months, days)
}

function monthDaysText(day: CronField, months: readonly number[] | null, words: ScheduleWords): string | null {
  if (day.kind === 'last') return words.lastDayOfMonth(months)
  return day.kind === 'values' && day.values.length <= timesAtMost ? words.daysOfMonth(day.values, months) : null
}

function weekdayText(weekday: CronField, words: ScheduleWords): string | null {
  switch (weekday.kind) {
    case 'any':
      return words.everyDay
    case 'values':
      return words.weekdays(weekday.values)
    case 'nth':
      return words.nthWeekday(weekday.nth, weekday.weekday)
    case 'last':
      return weekday.weekday === null ? null : words.lastWeekday(weekday.weekday)
    case 'step':
      return null
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
