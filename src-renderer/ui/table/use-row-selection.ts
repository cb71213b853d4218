import { useState } from 'react'

/** Rows ticked in a table, by id; a click with Shift ticks everything in between. */
export function useRowSelection(ids: readonly string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string>()
  const here = ids.filter((id) => selected.has(id))

  const toggle = (id: string, range = false) => {
    const from = anchor === undefined ? -1 : ids.indexOf(anchor)
    const to = ids.indexOf(id)
    const touched = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    const ticking = !selected.has(id)
    const next = new Set(selected)
    for (const one of touched) {
      if (ticking) next.add(one)
      else next.delete(one)
    }
    setSelected(next)
    setAnchor(id)
  }

  return {
    selected: here,
    has: (id: string) => selected.has(id),
    toggle,
    toggleAll: () => setSelected(here.length === ids.length ? new Set() : new Set(ids)),
    clear: () => setSelected(new Set()),
  }
}

export type RowSelection = ReturnType<typeof useRowSelection>
