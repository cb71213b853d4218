import type { Language } from '#shared/contract/identifiers.ts'

/** The exact moment with seconds and zone, as shown on hover. */
export function formatInstant(language: Language, timeZone: string, instant: string | number): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: language === 'ja' ? 'long' : 'medium',
    timeStyle: 'long',
  }).format(new Date(instant))
}

/** Date and time to the minute, for tables and sentences. */
export function formatMinute(language: Language, timeZone: string, instant: string | number): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: language === 'ja' ? '2-digit' : 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** A calendar day that carries no time, for example of a trend. */
export function formatDay(language: Language, day: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${day}T00:00:00Z`))
}

const spans = [
  { unit: 'second', ms: 1_000, until: 60_000 },
  { unit: 'minute', ms: 60_000, until: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, until: 86_400_000 },
  { unit: 'day', ms: 86_400_000, until: 30 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000, until: 365 * 86_400_000 },
  { unit: 'year', ms: 365 * 86_400_000, until: Number.POSITIVE_INFINITY },
] as const

/** How far away a moment is ("3 分前", "in 2 hours"). Within ten seconds it is now. */
export function formatRelative(language: Language, instant: string | number, now: number): string {
  const distance = new Date(instant).getTime() - now
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const size = Math.abs(distance)
  if (size < 10_000) return format.format(0, 'second')
  const span = spans.find((candidate) => size < candidate.until)
  if (span === undefined) return format.format(0, 'second')
  return format.format(Math.trunc(distance / span.ms), span.unit)
}
