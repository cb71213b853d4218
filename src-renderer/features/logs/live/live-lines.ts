import type { LogLine } from '#shared/features/logs/contract.ts'

/** The newest lines that came, the oldest first, and how many did not find room or were never sent. */
export interface LiveLines {
  readonly lines: readonly LiveLine[]
  readonly omitted: number
  /** How many came in all. */
  readonly seen: number
}

/** A line with a number of its own, for one that is written no more has no other. */
export interface LiveLine extends LogLine {
  readonly number: number
}

export const noLines: LiveLines = { lines: [], omitted: 0, seen: 0 }

const mostKept = 2_000

/** With what has just come; of more than are kept the oldest go. */
export function withArrived(
  before: LiveLines,
  arrived: { readonly lines: readonly LogLine[]; readonly omitted: number },
): LiveLines {
  const numbered = arrived.lines.map((line, index) => ({ ...line, number: before.seen + index }))
  return {
    lines: [...before.lines, ...numbered].slice(-mostKept),
    omitted: before.omitted + arrived.omitted,
    seen: before.seen + arrived.lines.length,
  }
}
