import type { Language } from '#shared/contract/identifiers.ts'

/** A number with its digits grouped. */
export function formatCount(language: Language, count: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(count)
}

/** A share between 0 and 1 as whole per cent, never 0 % or 100 % unless it is exactly that. */
export function formatShare(language: Language, share: number): string {
  const percent = share <= 0 ? 0 : share >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(share * 100)))
  return new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100)
}
