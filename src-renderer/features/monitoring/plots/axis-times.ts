import type { Language } from '#shared/contract/identifiers.ts'

const day = 86_400

function writer(language: Language, timeZone: string, parts: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...parts })
  return (seconds: number) => format.format(seconds * 1000)
}

/**
 * Words for the ticks of an axis of times on the clock of the site: the time of day, with the date beneath where a day
 * begins; days where ticks are a day or more apart, with the year where it changes. Moments are seconds since 1970.
 */
export function axisTimes(
  language: Language,
  timeZone: string,
  ticks: readonly number[],
  incrementSeconds: number,
): readonly string[] {
  const date = writer(language, timeZone, { month: language === 'ja' ? 'numeric' : 'short', day: 'numeric' })
  const year = writer(language, timeZone, { year: 'numeric' })
  const time = writer(language, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(incrementSeconds < 60 ? { second: '2-digit' as const } : {}),
  })
  const isByDay = incrementSeconds >= day
  const upper = isByDay ? date : time
  const lower = isByDay ? year : date
  return ticks.map((tick, index) => {
    const before = ticks[index - 1]
    const isNew = before === undefined || lower(before) !== lower(tick)
    return isNew ? `${upper(tick)}\n${lower(tick)}` : upper(tick)
  })
}
