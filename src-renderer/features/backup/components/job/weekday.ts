import type { Language } from '#shared/contract/identifiers.ts'

const sunday = Date.UTC(2023, 0, 1)

/** Short name of a day of the week, 0 for Sunday. */
export function weekdayName(language: Language, day: number): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  return format.format(sunday + day * 86_400_000)
}
