/** The clock of a zone at a moment, read as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** A moment as a field of date and time takes it, on the clock of the site; empty where there is none. */
export function toLocal(instant: string | undefined, timeZone: string): string {
  const at = Date.parse(instant ?? '')
  return Number.isNaN(at) ? '' : new Date(wallClock(at, timeZone)).toISOString().slice(0, 16)
}

/** The moment that was typed on the clock of the site, or undefined while it is not whole. */
export function fromLocal(text: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined
  const wall = Date.parse(`${text.slice(0, 16)}Z`)
  if (Number.isNaN(wall)) return undefined
  const near = wall - (wallClock(wall, timeZone) - wall)
  return new Date(near - (wallClock(near, timeZone) - wall)).toISOString()
}
