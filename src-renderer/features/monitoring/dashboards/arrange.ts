import type { Panel } from '#shared/features/monitoring/values.ts'

type Panels = readonly Panel[]

/** The panels with one of them some places on; it stays within the list. */
export function moved(panels: Panels, id: string, by: number): Panels {
  const from = panels.findIndex((panel) => panel.id === id)
  const panel = panels[from]
  if (panel === undefined) return panels
  const rest = panels.filter((other) => other.id !== id)
  const to = Math.min(rest.length, Math.max(0, from + by))
  return [...rest.slice(0, to), panel, ...rest.slice(to)]
}

/** The panels with one of them in the place of another, which moves away. */
export function movedTo(panels: Panels, id: string, targetId: string): Panels {
  const from = panels.findIndex((panel) => panel.id === id)
  const to = panels.findIndex((panel) => panel.id === targetId)
  return from < 0 || to < 0 ? panels : moved(panels, id, to - from)
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/** The panels with one of them wider or higher, by columns and rows. */
export function resized(panels: Panels, id: string, columns: number, rows: number): Panels {
  return panels.map((panel) =>
    panel.id === id
      ? { ...panel, width: within(panel.width + columns, 2, 12), height: within(panel.height + rows, 1, 8) }
      : panel,
  )
}

/** An id that no panel of the list has. */
export function freshId(panels: Panels): string {
  const taken = new Set(panels.map(({ id }) => id))
  let number = panels.length + 1
  while (taken.has(`p${number}`)) number += 1
  return `p${number}`
}
