import { useComputedColorScheme } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Panel } from '#shared/features/monitoring/values.ts'
import type { Figures } from './figures.ts'
import { type PlotLook, type PlotStyle, plotData, plotOptions } from './plot-options.ts'
import type { PlotUnit } from './unit-text.ts'

interface TimePlotInput {
  readonly figures: Figures
  readonly fromMs: number
  readonly toMs: number
  readonly unit: PlotUnit
  readonly look: PlotLook
  readonly thresholds: Panel['thresholds']
  readonly height: number
  readonly syncKey: string | undefined
  readonly hidden: ReadonlySet<string>
  readonly onCursor: (index: number | null) => void
  readonly onZoom: (fromMs: number, toMs: number) => void
}

/** What must be the same for new numbers to go into the plot that is there. */
function shapeOf(figures: Figures): string {
  return figures.lines.map(({ key, name, minima }) => `${key}|${name}|${minima === null}`).join('\n')
}

/** Keeps one uPlot on an element: made anew when its lines or colours change, else only given new numbers. */
export function useTimePlot(input: TimePlotInput): {
  readonly host: RefObject<HTMLDivElement | null>
  readonly plot: RefObject<uPlot | null>
} {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(input)
  latest.current = input
  const format = useFormat()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const { figures, height, unit, look, thresholds, syncKey, hidden } = input
  const shape = shapeOf(figures)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for the lines, the scheme for the colours
  useEffect(() => {
    const element = host.current
    if (element === null) return
    const style: PlotStyle = {
      element,
      height,
      unit,
      look,
      format,
      thresholds,
      syncKey,
      range: () => [latest.current.fromMs / 1000, latest.current.toMs / 1000],
      isHidden: (key) => latest.current.hidden.has(key),
      onCursor: (index) => latest.current.onCursor(index),
      onZoom: (from, to) => latest.current.onZoom(Math.round(from * 1000), Math.round(to * 1000)),
    }
    const shown = latest.current.figures
    const made = new uPlot(plotOptions(style, shown), plotData(shown, look, style.isHidden), element)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: Math.max(120, element.clientWidth), height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [shape, hidden, height, unit, look, thresholds, syncKey, format, scheme])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stretch of time is read while drawing
  useEffect(() => {
    plot.current?.setData(plotData(figures, look, (key) => hidden.has(key)))
  }, [figures, look, input.fromMs, input.toMs])
  return { host, plot }
}
