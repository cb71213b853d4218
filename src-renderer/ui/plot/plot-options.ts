import uPlot from 'uplot'

/** One series. `color` is a CSS colour, best one of the tokens `--series-1` to `--series-6`. */
export interface PlotSeries {
  readonly label: string
  readonly values: readonly number[]
  readonly color: string
  readonly kind: 'bars' | 'line'
  readonly format: (value: number) => string
}

interface PlotInput {
  readonly element: HTMLElement
  readonly height: number
  readonly series: readonly PlotSeries[]
  /** Writes the moments on the axis, where there is little room. */
  readonly formatAxis: (seconds: number) => string
  /** Room at both ends, so that the first and the last bar are whole. */
  readonly padSeconds: number
  readonly syncKey: string | undefined
  readonly onHover: (index: number | null) => void
}

function resolved(element: HTMLElement, color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1]
  return name === undefined ? color : getComputedStyle(element).getPropertyValue(name).trim()
}

function seriesOptions(element: HTMLElement, one: PlotSeries): uPlot.Series {
  const stroke = resolved(element, one.color)
  const { bars } = uPlot.paths
  if (one.kind === 'line' || bars === undefined) return { label: one.label, stroke, width: 2, points: { show: false } }
  return { label: one.label, stroke, fill: stroke, width: 0, points: { show: false }, paths: bars({ size: [0.7, 32] }) }
}

/** Sums up series on top of each other, the highest first, so that the lower ones are painted over it. */
export function stackedForDrawing(series: readonly PlotSeries[]): readonly PlotSeries[] {
  const sums: number[] = []
  return series
    .map((one) => ({
      ...one,
      values: one.values.map((value, index) => {
        const sum = (sums[index] ?? 0) + value
        sums[index] = sum
        return sum
      }),
    }))
    .reverse()
}

/** What uPlot needs to draw in our colours and words. */
export function plotOptions(input: PlotInput): uPlot.Options {
  const { element, series } = input
  const dim = resolved(element, 'var(--text-dim)')
  const line = resolved(element, 'var(--line)')
  const font = `12px ${getComputedStyle(element).fontFamily}`
  const axis = { stroke: dim, font, ticks: { show: false }, grid: { stroke: line, width: 1 } }
  return {
    width: Math.max(120, element.clientWidth),
    height: input.height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: {
      points: { size: 6 },
      drag: { x: true, y: false },
      ...(input.syncKey === undefined ? {} : { sync: { key: input.syncKey } }),
    },
    hooks: { setCursor: [(plot) => input.onHover(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: true, range: (_plot, low, high) => [low - input.padSeconds, high + input.padSeconds] },
      y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_plot, splits) => splits.map(input.formatAxis),
        space: 90,
        size: 32,
        gap: 10,
      },
      {
        ...axis,
        size: 64,
        space: 36,
        values: (_plot, splits) => splits.map((split) => series[0]?.format(split) ?? String(split)),
      },
    ],
    series: [{}, ...series.map((one) => seriesOptions(element, one))],
  }
}
