import { type Column, emptyColumn, hasValues, withoutName } from './column.ts'
import { timeAt } from './grid.ts'
import type { Scope } from './scope.ts'
import { type RangeSeries, referenceGrid } from './select.ts'

/** The samples of one series under a range at one step: `from` to `to - 1`, never none. */
export interface Window {
  timestamps: Float64Array
  values: Float64Array
  from: number
  to: number
  startMs: number
  endMs: number
  rangeMs: number
  /** The moment of evaluation, which offsets and `@` do not move. */
  atMs: number
  /** The function's number, where it takes one. */
  parameter: number
}

/** The value of a function over a window, or nothing. */
export type WindowFunction = (window: Window) => number | undefined

/** Ranges that a function goes over: their series, length and modifiers. */
export interface Ranges {
  readonly series: readonly RangeSeries[]
  readonly rangeMs: number
  readonly offsetMs: number
  readonly at: Parameters<typeof referenceGrid>[1]['at']
}

export interface WindowOptions {
  readonly compute: WindowFunction
  readonly parameter: Float64Array | undefined
  readonly keepsName: boolean
  /** Whether the answer changes with the moment of evaluation although the window does not. */
  readonly dependsOnTime: boolean
}

/** Applies a function to the window of every step, series by series. */
export async function overWindows(scope: Scope, ranges: Ranges, options: WindowOptions): Promise<readonly Column[]> {
  const { budget, delayedNameRemoval } = scope.query
  const columns: Column[] = []
  for (const series of ranges.series) {
    await budget.breathe()
    budget.hold(scope.grid.count)
    const dropName = series.dropName || !options.keepsName
    const labels = dropName && !delayedNameRemoval ? withoutName(series.labels) : series.labels
    const column = emptyColumn(labels, dropName, scope.grid.count)
    await fillColumn(column, series, scope, ranges, options)
    if (hasValues(column)) columns.push(column)
  }
  return columns
}

async function fillColumn(
  column: Column,
  series: RangeSeries,
  scope: Scope,
  ranges: Ranges,
  options: WindowOptions,
): Promise<void> {
  const references = referenceGrid(scope, ranges)
  const isFixed = references.stepMs === 0 && !options.dependsOnTime && options.parameter === undefined
  const window = newWindow(series, ranges.rangeMs)
  for (let step = 0; step < column.values.length; step++) {
    if (isFixed && step > 0) {
      column.values[step] = column.values[0] ?? 0
      column.present[step] = column.present[0] ?? 0
      continue
    }
    moveWindow(window, timeAt(references, step), scope.query.leftClosed)
    if (window.to === window.from) continue
    window.atMs = timeAt(scope.grid, step)
    window.parameter = options.parameter?.[step] ?? 0
    const value = options.compute(window)
    if (window.to - window.from > 500 || step % 1024 === 1023) await scope.query.budget.breathe()
    if (value === undefined) continue
    column.values[step] = value
    column.present[step] = 1
  }
}

function newWindow(series: RangeSeries, rangeMs: number): Window {
  const { timestamps, values } = series
  return { timestamps, values, from: 0, to: 0, startMs: 0, endMs: 0, rangeMs, atMs: 0, parameter: 0 }
}

/** Both ends only ever move forward, so that all steps together look at each sample twice. */
export function moveWindow(window: Window, endMs: number, leftClosed: boolean): void {
  const { timestamps } = window
  const startMs = endMs - window.rangeMs
  const lastOutside = leftClosed ? startMs - 1 : startMs
  window.startMs = startMs
  window.endMs = endMs
  while (window.to < timestamps.length && (timestamps[window.to] ?? 0) <= endMs) window.to++
  while (window.from < window.to && (timestamps[window.from] ?? 0) <= lastOutside) window.from++
}
