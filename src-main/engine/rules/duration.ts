const units = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

const pattern = new RegExp(`^${units.map(([unit]) => `(?:(\\d+)${unit})?`).join('')}$`)

/** Milliseconds of a duration as Prometheus writes them (`1h30m`, largest unit first, `0`); undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  const match = text === '' ? null : pattern.exec(text)
  if (match === null) return undefined
  return units.reduce((sum, [, size], index) => sum + Number(match[index + 1] ?? 0) * size, 0)
}

/** The shortest writing that `parseDuration` reads back; years and weeks only where they come out even. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s'
  let rest = milliseconds
  let text = ''
  for (const [unit, size] of units) {
    const onlyWhole = unit === 'y' || unit === 'w'
    const count = onlyWhole && rest % size !== 0 ? 0 : Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text
}
