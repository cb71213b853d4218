import type { Route } from '#shared/features/monitoring/contract/notifications.ts'

type Hours = NonNullable<Route['hours']>

const formats = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const minutesOfDay = 24 * 60

/** Whether a moment lies in the hours. Those that end before they begin go on past midnight, counted to the day before. */
export function isWithin({ days, from, to }: Hours, timeZone: string, atMs: number): boolean {
  const { day, minute } = localMinute(timeZone, atMs)
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const dayBefore = day === 1 ? 7 : day - 1
  if (begin < end) return days.includes(day) && minute >= begin && minute < end
  return (days.includes(day) && minute >= begin) || (days.includes(dayBefore) && minute < end)
}

/** Day of the week, Monday being 1, and minute of the day as the clocks of a time zone show them. */
function localMinute(timeZone: string, atMs: number): { readonly day: number; readonly minute: number } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  )
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
  return { day: weekdays.indexOf(parts.get('weekday') ?? '') + 1, minute: minute % minutesOfDay }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const options = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en-US', options)
  formats.set(timeZone, made)
  return made
}

function minutesOf(time: string): number {
  const [hour, minute] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}
