import type { Language } from '#shared/contract/identifiers.ts'

const words = {
  ja: { day: '日', hour: '時間', minute: '分', second: '秒', gap: '', join: '' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's', gap: ' ', join: ' ' },
} as const

const steps = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** How long something took, in its two largest units ("3分12秒", "3 min 12 s"); below ten seconds with one decimal. */
export function formatDuration(language: Language, durationMs: number): string {
  const word = words[language]
  if (Math.round(durationMs / 100) < 100) {
    const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(durationMs / 1000)
    return `${seconds}${word.gap}${word.second}`
  }
  let rest = Math.round(durationMs / 1000)
  if (rest >= 86_400) rest = Math.round(rest / 3_600) * 3_600
  else if (rest >= 3_600) rest = Math.round(rest / 60) * 60
  const parts: string[] = []
  for (const step of steps) {
    const amount = Math.floor(rest / step.seconds)
    if (amount === 0 || parts.length === 2) continue
    rest -= amount * step.seconds
    parts.push(`${amount}${word.gap}${word[step.unit]}`)
  }
  return parts.join(word.join)
}
