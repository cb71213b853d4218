import type { Language } from '#shared/contract/identifiers.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** A size for people: decimal units, three significant figures, whole numbers for plain bytes ("1.2 GB", "999 B"). */
export function formatBytes(language: Language, sizeBytes: number): string {
  let value = sizeBytes
  let unit = 0
  while (Math.round(value * 100) / 100 >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return `${number} ${units[unit]}`
}

/** A speed for people, as bytes per second. */
export function formatRate(language: Language, bytesPerSecond: number): string {
  return language === 'ja' ? `毎秒 ${formatBytes('ja', bytesPerSecond)}` : `${formatBytes('en', bytesPerSecond)}/s`
}
