const unitMs: ReadonlyMap<string, number> = new Map([
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
])

const shape = /^(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?$/

/** Milliseconds of a text such as `1h30m`: units from the largest to the smallest, each once. Nothing where it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (text === '' || !shape.test(text)) return undefined
  let total = 0
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+)(ms|[ywdhms])/g)) {
    total += Number(amount) * (unitMs.get(unit) ?? 0)
  }
  return total
}

/** The shortest text that `parseDuration` reads back as the same whole milliseconds. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s'
  let rest = Math.abs(milliseconds)
  let text = milliseconds < 0 ? '-' : ''
  for (const [unit, size] of unitMs) {
    const isExactOnly = unit === 'y' || unit === 'w' || unit === 'd'
    if (isExactOnly && rest % size !== 0) continue
    const amount = Math.floor(rest / size)
    if (amount > 0) text += `${amount}${unit}`
    rest -= amount * size
  }
  return text
}
