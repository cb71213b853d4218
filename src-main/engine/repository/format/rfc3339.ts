/** A point in time with nanoseconds, and the offset from UTC in minutes it was written with. */
export interface Rfc3339Time {
  /** Nanoseconds since 1970-01-01T00:00:00Z; may be negative. */
  readonly epochNs: bigint
  readonly offsetMinutes: number
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/

const nsPerSecond = 1_000_000_000n

/** Reads a time of the repository format to the nanosecond. Throws a RangeError when the text is none. */
export function parseRfc3339(text: string): Rfc3339Time {
  const match = pattern.exec(text)
  if (match === null) throw new RangeError(`not an RFC 3339 time: ${text}`)
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const offsetMinutes = parseOffset(zone)
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  const seconds = BigInt(date.getTime() / 1000 - offsetMinutes * 60)
  return { epochNs: seconds * nsPerSecond + BigInt(fraction.padEnd(9, '0')), offsetMinutes }
}

function parseOffset(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return zone.startsWith('-') ? -minutes : minutes
}

/** Nanoseconds since the epoch of a time text. Throws a RangeError. */
export function parseTimeNs(text: string): bigint {
  return parseRfc3339(text).epochNs
}

/**
 * Writes a time as Go does: with the local zone's offset at that instant (or the given one), up to nine fraction digits without
 * trailing zeros, `Z` for UTC, the year held within 0 and 9999.
 */
export function formatTimeNs(epochNs: bigint, offsetMinutes?: number): string {
  const seconds = floorDivide(epochNs, nsPerSecond)
  const nanoseconds = epochNs - seconds * nsPerSecond
  const milliseconds = Number(seconds) * 1000
  const offset = offsetMinutes ?? localOffsetMinutes(milliseconds)
  return `${wallClock(milliseconds + offset * 60_000)}${fractionText(nanoseconds)}${offsetText(offset)}`
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

function localOffsetMinutes(milliseconds: number): number {
  const offset = -new Date(milliseconds).getTimezoneOffset()
  return Number.isNaN(offset) ? 0 : Math.trunc(offset)
}

/** JavaScript's dates reach about 270,000 years; whatever lies beyond is held to the year 0 or 9999 as well. */
function wallClock(milliseconds: number): string {
  const date = new Date(Math.max(-8.64e15, Math.min(8.64e15, milliseconds)))
  const year = Math.max(0, Math.min(9999, date.getUTCFullYear()))
  date.setUTCFullYear(year)
  const digits = (value: number, width: number) => String(value).padStart(width, '0')
  const day = `${digits(year, 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}`
  return `${day}T${digits(date.getUTCHours(), 2)}:${digits(date.getUTCMinutes(), 2)}:${digits(date.getUTCSeconds(), 2)}`
}

function fractionText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return ''
  return `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z'
  const absolute = Math.abs(minutes)
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(absolute % 60).padStart(2, '0')}`
}
