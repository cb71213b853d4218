import type { Language } from '#shared/contract/identifiers.ts'

/** Writes moments as lines of a log need them: the day, the clock of the site, and milliseconds. */
export function logTimeFormat(language: Language, timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
    const day = `${parts.get('month')}-${parts.get('day')}`
    return `${day} ${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}.${parts.get('fractionalSecond')}`
  }
}
