/** How a line looks: a colour by its token, and a dash by which it is told from others without colour. */
export interface LineStyle {
  readonly color: string
  readonly dash: readonly number[]
}

const colors = 6
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 3], [14, 4]]

/** The style of the line at a place; no two of the first 36 are alike. */
export function lineStyle(index: number): LineStyle {
  const round = Math.floor(index / colors)
  return { color: `var(--series-${(index % colors) + 1})`, dash: dashes[(index + round) % dashes.length] ?? [] }
}
