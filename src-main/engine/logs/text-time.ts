const isoLike =
  /^(?:<\d{1,3}>\d )?\W{0,2}(\d{4}[-/]\d{2}[-/]\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?/
const syslog = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})/
const webServer = /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\]/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000

/**
 * The time at which a line of plain text begins, in milliseconds; null where it names none. What names no zone is in the
 * machine's own, what names no year is taken as the last year in which it is not in the future.
 */
export function timeInText(start: string, nowMs: number): number | null {
  const first = start.charCodeAt(0)
  if (Number.isNaN(first)) return null
  const at = isoTime(start) ?? syslogTime(start, nowMs) ?? webServerTime(start)
  return at === null || Number.isNaN(at) ? null : at
}

function isoTime(start: string): number | null {
  const found = isoLike.exec(start)
  if (found === null) return null
  const [, date = '', time = '', fraction = '0', zone = ''] = found
  const colonZone = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  return Date.parse(`${date.replaceAll('/', '-')}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${colonZone}`)
}

function syslogTime(start: string, nowMs: number): number | null {
  const found = syslog.exec(start)
  if (found === null) return null
  const month = months.indexOf(found[1] ?? '')
  if (month < 0) return null
  const [day, hours, minutes, seconds] = found.slice(2, 6).map(Number)
  const year = new Date(nowMs).getFullYear()
  const at = new Date(year, month, day, hours, minutes, seconds).getTime()
  return at > nowMs + dayMs ? new Date(year - 1, month, day, hours, minutes, seconds).getTime() : at
}

function webServerTime(start: string): number | null {
  const found = webServer.exec(start)
  if (found === null) return null
  const [, day, name = '', year, time, hours, minutes] = found
  const month = String(months.indexOf(name) + 1).padStart(2, '0')
  return Date.parse(`${year}-${month}-${day}T${time}${hours}:${minutes}`)
}
