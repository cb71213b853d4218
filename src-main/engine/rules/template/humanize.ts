import { sprintf } from './printf.ts'

const large = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']
const binary = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']
const small = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y']

const short = (value: number): string => sprintf('%.4g', [value])
const isPlain = (value: number): boolean => value === 0 || !Number.isFinite(value)

/** `123456` as `123.5k`. */
export function humanize(value: number): string {
  if (isPlain(value)) return short(value)
  return Math.abs(value) >= 1 ? divided(value, 1000, large) : multiplied(value)
}

/** `2048` as `2ki`. */
export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return short(value)
  return divided(value, 1024, binary)
}

/** Seconds as days, hours, minutes and seconds. */
export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return short(value)
  if (value === 0) return '0s'
  const size = Math.abs(value)
  if (size < 1) return `${multiplied(value)}s`
  const sign = value < 0 ? '-' : ''
  const whole = Math.trunc(size)
  const [days, hours, minutes] = [
    Math.trunc(whole / 86_400),
    Math.trunc(whole / 3600) % 24,
    Math.trunc(whole / 60) % 60,
  ]
  const seconds = whole % 60
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`
  return minutes > 0 ? `${sign}${minutes}m ${seconds}s` : `${sign}${short(size)}s`
}

/** `0.1234` as `12.34%`. */
export function humanizePercentage(value: number): string {
  return `${short(value * 100)}%`
}

/** Seconds since 1970 as a time in UTC. */
export function humanizeTimestamp(value: number): string {
  const milliseconds = Math.trunc(value * 1000)
  const moment = new Date(milliseconds)
  if (!Number.isFinite(value) || Number.isNaN(moment.getTime())) return short(value)
  const [day = '', time = ''] = moment.toISOString().split('T')
  return `${day} ${time.slice(0, 8)}${time.slice(8, 12).replace(/\.?0+$/, '')} +0000 UTC`
}

function divided(value: number, base: number, prefixes: readonly string[]): string {
  let [rest, prefix] = [value, '']
  for (const next of prefixes) {
    if (Math.abs(rest) < base) break
    prefix = next
    rest /= base
  }
  return short(rest) + prefix
}

function multiplied(value: number): string {
  let [rest, prefix] = [value, '']
  for (const next of small) {
    if (Math.abs(rest) >= 1) break
    prefix = next
    rest *= 1000
  }
  return short(rest) + prefix
}
