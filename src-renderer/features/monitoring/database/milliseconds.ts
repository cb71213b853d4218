import type { Format } from '#renderer/ui/format/use-format.ts'

/** A short time in milliseconds with as many places as matter; a long one in its own words. */
export function millisecondsText(format: Format, ms: number): string {
  if (ms >= 10_000) return format.duration(ms)
  const places = ms < 1 ? 100 : ms < 100 ? 10 : 1
  return `${format.count(Math.round(ms * places) / places)} ms`
}
