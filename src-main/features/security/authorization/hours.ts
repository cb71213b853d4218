import type { AccessConditions } from '#shared/contract/permissions.ts'

const dayMinutes = 24 * 60
const weekMinutes = 7 * dayMinutes
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const clocks = new Map<string, Intl.DateTimeFormat>()

/**
 * Whether an instant lies in the hours, by the wall clock of the time zone. The end does not belong to them; hours whose
 * end is not after their start go on into the next day.
 */
export function isWithinHours(
  { days, from, to }: NonNullable<AccessConditions['hours']>,
  at: Date,
  timeZone: string,
): boolean {
  const start = minuteOfDay(from)
  const end = minuteOfDay(to)
  const length = end > start ? end - start : end + dayMinutes - start
  const now = minuteOfWeek(at, timeZone)
  return days.some((day) => (now - (day - 1) * dayMinutes - start + 2 * weekMinutes) % weekMinutes < length)
}

function minuteOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** Minutes since Monday midnight. */
function minuteOfWeek(at: Date, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const day = weekdays.indexOf(parts.get('weekday') ?? '')
  return day * dayMinutes + Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const options = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en-GB', options)
  clocks.set(timeZone, made)
  return made
}
