import { fromLocal, toLocal } from '#renderer/ui/format/local-time.ts'

const hour = 3_600_000

/** How long something is kept quiet, in the words one thinks in. */
export const timeSpans = ['hour', 'four-hours', 'morning', 'day', 'week'] as const
export type TimeSpan = (typeof timeSpans)[number]

const lengths: Readonly<Record<Exclude<TimeSpan, 'morning'>, number>> = {
  hour,
  'four-hours': 4 * hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
}

/** The next nine o'clock in the morning on the clock of the site, at least an hour away. */
function nextMorning(now: number, timeZone: string): string {
  for (const days of [0, 1, 2]) {
    const date = toLocal(new Date(now + days * 24 * hour).toISOString(), timeZone).slice(0, 10)
    const at = fromLocal(`${date}T09:00`, timeZone)
    if (at !== undefined && Date.parse(at) - now >= hour) return at
  }
  return new Date(now + 24 * hour).toISOString()
}

/** When a span that begins now is over. */
export function endOfSpan(span: TimeSpan, now: number, timeZone: string): string {
  return span === 'morning' ? nextMorning(now, timeZone) : new Date(now + lengths[span]).toISOString()
}
