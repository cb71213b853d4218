/** So many calls in so many seconds. */
export interface RateWindow {
  readonly limit: number
  readonly seconds: number
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, day: 86_400 }

/** Windows as settings write them, such as `5/min, 20/h, 100/day`; empty for no limit, null when it is written wrong. */
export function parseRateWindows(text: string): readonly RateWindow[] | null {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length === 1 && parts[0] === '') return []
  const windows: RateWindow[] = []
  for (const part of parts) {
    const [, count = '', unit = ''] = /^([1-9]\d{0,6})\/(s|min|h|day)$/.exec(part) ?? []
    const seconds = secondsOf[unit]
    if (seconds === undefined) return null
    windows.push({ limit: Number(count), seconds })
  }
  return windows
}
