/** Parts of a moment in UTC; the argument is seconds since 1970. */
export const dateParts: ReadonlyMap<string, (seconds: number) => number> = new Map([
  ['year', (seconds) => dateOf(seconds).getUTCFullYear()],
  ['month', (seconds) => dateOf(seconds).getUTCMonth() + 1],
  ['day_of_month', (seconds) => dateOf(seconds).getUTCDate()],
  ['day_of_week', (seconds) => dateOf(seconds).getUTCDay()],
  ['day_of_year', dayOfYear],
  ['days_in_month', daysInMonth],
  ['hour', (seconds) => dateOf(seconds).getUTCHours()],
  ['minute', (seconds) => dateOf(seconds).getUTCMinutes()],
])

function dateOf(seconds: number): Date {
  return new Date(Math.trunc(seconds) * 1000)
}

function dayOfYear(seconds: number): number {
  const date = dateOf(seconds)
  const start = Date.UTC(date.getUTCFullYear(), 0, 1)
  return Math.floor((date.getTime() - start) / 86_400_000) + 1
}

function daysInMonth(seconds: number): number {
  const date = dateOf(seconds)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
