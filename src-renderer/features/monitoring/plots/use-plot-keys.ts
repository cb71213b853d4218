import type { KeyboardEvent, RefObject } from 'react'
import type uPlot from 'uplot'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'

interface PlotKeys {
  readonly plot: RefObject<uPlot | null>
  readonly times: readonly number[]
  readonly index: number | undefined
  readonly onTable: () => void
  readonly onSave: () => void
  readonly onZoom: (fromMs: number, toMs: number) => void
}

const zoomFactors: Readonly<Record<string, number>> = { '+': 0.5, '-': 2 }

/** Where an arrow or a jump takes the cursor; undefined for other keys. */
export function placeAfter(key: string, isFast: boolean, index: number, count: number): number | undefined {
  const step = isFast ? 10 : 1
  const wanted = { ArrowLeft: index - step, ArrowRight: index + step, Home: 0, End: count - 1 }[key]
  return wanted === undefined ? undefined : Math.min(count - 1, Math.max(0, wanted))
}

/** Keys of a plot: arrows walk over it, + and - zoom around the cursor, T shows the table, C saves it. */
export function usePlotKeys(keys: PlotKeys): (event: KeyboardEvent) => void {
  const moveTo = (place: number) => {
    const { current } = keys.plot
    const time = keys.times[place]
    if (current !== null && time !== undefined) current.setCursor({ left: current.valToPos(time, 'x'), top: 8 })
  }
  const zoom = (factor: number) => {
    const { x } = keys.plot.current?.scales ?? {}
    if (typeof x?.min !== 'number' || typeof x.max !== 'number') return
    const { min, max } = x
    const middle = keys.times[keys.index ?? -1] ?? (min + max) / 2
    const half = ((max - min) * factor) / 2
    keys.onZoom((middle - half) * 1000, (middle + half) * 1000)
  }
  const act = (event: KeyboardEvent): boolean => {
    const place = placeAfter(event.key, event.shiftKey, keys.index ?? keys.times.length, keys.times.length)
    const factor = zoomFactors[event.key]
    if (place !== undefined) moveTo(place)
    else if (factor !== undefined) zoom(factor)
    else if (event.key.toLowerCase() === 't') keys.onTable()
    else if (event.key.toLowerCase() === 'c') keys.onSave()
    else return false
    return true
  }
  return (event) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return
    if (!act(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
