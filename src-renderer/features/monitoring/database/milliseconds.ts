import type { Format } from '#renderer/ui/format/use-format.ts'

/** A short time in milliseconds with as many places as matter; a long one in its own words. */
export function millisecondsText({ language, duration }: Pick<Format, 'language' | 'duration'>, ms: number): string {
  if (ms >= 10_000) return duration(ms)
  const maximumFractionDigits = ms < 1 ? 2 : ms < 100 ? 1 : 0
  return `${new Intl.NumberFormat(language, { maximumFractionDigits }).format(ms)} ms`
}
