import uPlot from 'uplot'
import type { Format } from '#renderer/ui/format/use-format.ts'
import type { Panel } from '#shared/features/monitoring/values.ts'
import { axisTimes } from './axis-times.ts'
import { drawable, type Figures } from './figures.ts'
import { lineStyle } from './line-styles.ts'
import { type PlotUnit, unitText } from './unit-text.ts'
import { valueRange } from './value-range.ts'

/** Bands are drawn for so many lines at most: beyond it they hide each other. */
const bandsAtMost = 4

export type PlotLook = 'lines' | 'bars'

export interface PlotStyle {
  readonly element: HTMLElement
  readonly height: number
  readonly unit: PlotUnit
  /** Lines, or bars on top of each other. */
  readonly look: PlotLook
  readonly format: Format
  readonly thresholds: Panel['thresholds']
  /** Plots with the same key share their cursor. */
  readonly syncKey: string | undefined
  /** The stretch of time in sight, in seconds since 1970. */
  readonly range: () => readonly [number, number]
  readonly isHidden: (lineKey: string) => boolean
  readonly onCursor: (index: number | null) => void
  readonly onZoom: (fromSeconds: number, toSeconds: number) => void
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour
/** Steps of an axis of durations, which people count in minutes, hours and days. */
const durationSteps = [
  ...[1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10].flatMap((step) => [step, 2 * step, 5 * step]),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * minute),
  ...[1, 2, 3, 6, 12].map((step) => step * hour),
  ...[1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730].map((step) => step * day),
]

const cssColor = (element: HTMLElement, name: string) => getComputedStyle(element).getPropertyValue(name).trim()
const colorOf = (element: HTMLElement, color: string) => cssColor(element, color.slice(4, -1))

/** Whether the spread of each step is drawn behind its line. */
function hasBands(figures: Figures): boolean {
  return figures.lines.length <= bandsAtMost && figures.lines.some(({ minima }) => minima !== null)
}

/** Sums of the lines from the first on, the highest first, so that the lower bars are painted over it. */
function stacked(figures: Figures, isHidden: PlotStyle['isHidden']): (number | null)[][] {
  const sums = figures.times.map(() => 0)
  return figures.lines
    .map(({ key, values }) =>
      values.map((value, index) => {
        sums[index] = (sums[index] ?? 0) + (isHidden(key) ? 0 : (drawable(value) ?? 0))
        return sums[index] ?? null
      }),
    )
    .reverse()
}

/** The numbers in the order in which `plotOptions` has its series: each line, then its highest and lowest where drawn. */
export function plotData(figures: Figures, look: PlotLook, isHidden: PlotStyle['isHidden']): uPlot.AlignedData {
  if (look === 'bars') return [[...figures.times], ...stacked(figures, isHidden)]
  const withBands = hasBands(figures)
  return [
    [...figures.times],
    ...figures.lines.flatMap(({ values, minima, maxima }) => [
      values.map(drawable),
      ...(withBands ? [(maxima ?? values).map(drawable), (minima ?? values).map(drawable)] : []),
    ]),
  ]
}

function barsOf(style: PlotStyle, figures: Figures): Pick<uPlot.Options, 'series'> {
  const paths = uPlot.paths.bars?.({ size: [0.7, 32] })
  const series = figures.lines.map((line, index): uPlot.Series => {
    const fill = colorOf(style.element, lineStyle(index).color)
    const show = !style.isHidden(line.key)
    const drawn = { label: line.name, fill, stroke: cssColor(style.element, '--surface'), width: 1, show }
    return { ...drawn, points: { show: false }, ...(paths === undefined ? {} : { paths }) }
  })
  return { series: [{}, ...series.reverse()] }
}

function seriesOf(style: PlotStyle, figures: Figures): Pick<uPlot.Options, 'series' | 'bands'> {
  const withBands = hasBands(figures)
  const series: uPlot.Series[] = [{}]
  const bands: uPlot.Band[] = []
  for (const [index, line] of figures.lines.entries()) {
    const { color, dash } = lineStyle(index)
    const stroke = colorOf(style.element, color)
    const show = !style.isHidden(line.key)
    series.push({ label: line.name, stroke, width: 1.75, dash: [...dash], show, points: { show: false } })
    if (!withBands) continue
    bands.push({ series: [series.length, series.length + 1], fill: `${stroke}33` })
    for (const label of ['max', 'min']) series.push({ label, show, width: 0, points: { show: false } })
  }
  return withBands ? { series, bands } : { series }
}

/** The limits of a panel as dashed lines in the colours of their states. */
function drawThresholds(style: PlotStyle, plot: uPlot): void {
  const { thresholds, element } = style
  if (thresholds === null) return
  const { ctx, bbox } = plot
  const limits = [
    [thresholds.warning, '--state-warning-mark'],
    [thresholds.critical, '--state-failed-mark'],
  ] as const
  for (const [value, color] of limits) {
    if (value === null) continue
    const y = plot.valToPos(value, 'y', true)
    if (y < bbox.top || y > bbox.top + bbox.height) continue
    ctx.save()
    ctx.strokeStyle = cssColor(element, color)
    ctx.lineWidth = devicePixelRatio
    ctx.setLineDash([6, 4])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.restore()
  }
}

function axesOf({ element, unit, format }: PlotStyle): uPlot.Axis[] {
  const font = `12px ${getComputedStyle(element).fontFamily}`
  const grid = { stroke: cssColor(element, '--line'), width: 1 }
  const look = { stroke: cssColor(element, '--text-dim'), font, ticks: { show: false } }
  return [
    {
      ...look,
      grid: { show: false },
      space: 76,
      size: 40,
      gap: 6,
      values: (_plot, ticks, _axis, _space, increment) => [
        ...axisTimes(format.language, format.timeZone, ticks, increment),
      ],
    },
    {
      ...look,
      grid,
      space: 32,
      gap: 6,
      ...(unit === 'seconds' ? { incrs: durationSteps } : {}),
      size: (_plot, values) => Math.max(36, ...(values ?? []).map((text) => text.length * 7 + 14)),
      values: (_plot, ticks) => ticks.map((tick) => unitText(format, unit, tick)),
    },
  ]
}

/** What uPlot needs to draw figures in our colours, words and zone. */
export function plotOptions(style: PlotStyle, figures: Figures): uPlot.Options {
  const { element, height, unit, format, syncKey } = style
  return {
    width: Math.max(120, element.clientWidth),
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), format.timeZone),
    legend: { show: false },
    padding: [8, 10, 0, 0],
    cursor: {
      y: false,
      points: { size: 7 },
      drag: { x: true, y: false, setScale: false },
      ...(syncKey === undefined
        ? {}
        : {
            sync: {
              key: syncKey,
              scales: ['x', null],
              filters: { pub: (type) => type !== 'mousedown' && type !== 'mouseup' },
            },
          }),
    },
    hooks: {
      setCursor: [(plot) => style.onCursor(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width > 4) style.onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
      draw: [(plot) => drawThresholds(style, plot)],
    },
    scales: {
      x: { time: true, range: () => [...style.range()] },
      y: { range: (_plot, low, high) => [...valueRange(unit, low, high)] },
    },
    axes: axesOf(style),
    ...(style.look === 'bars' ? barsOf(style, figures) : seriesOf(style, figures)),
  }
}
