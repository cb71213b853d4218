import type { Language } from '../identifiers.ts'

const sizeUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** A size for sentences, decimal units, at most one decimal: `1.2 GB`. */
export function sizeText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < sizeUnits.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Number(value.toFixed(value < 10 && unit > 0 ? 1 : 0))} ${sizeUnits[unit]}`
}

/** A duration for sentences, its two largest units: `3分12秒`, `3 min 12 s`. */
export function durationText(language: Language, durationMs: number): string {
  const seconds = Math.max(1, Math.ceil(durationMs / 1000))
  const [hour, minute, second, gap] = language === 'ja' ? ['時間', '分', '秒', ''] : [' h', ' min', ' s', ' ']
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), hour],
    [Math.floor((seconds % 3600) / 60), minute],
    [seconds % 60, second],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(gap)
}

/** An instant in the zone of whoever reads it; text that is no instant stays as it is. */
export function instantText(language: Language, instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The first few of a list and how many more there are, so that a message stays readable. */
export function shortList(language: Language, items: readonly string[], shown = 3): string {
  const head = items.slice(0, shown).join(language === 'ja' ? '、' : ', ')
  const rest = items.length - shown
  if (rest <= 0) return head
  return language === 'ja' ? `${head} ほか${rest}件` : `${head} and ${rest} more`
}
