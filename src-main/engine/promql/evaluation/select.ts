import { isStale, type Labels, type SelectHints, type SeriesSamples } from '../../timeseries/index.ts'
import type { AtModifier, VectorSelector } from '../ast.ts'
import { type Column, emptyColumn, hasValues } from './column.ts'
import { type Grid, lastTime, timeAt } from './grid.ts'
import type { QueryState, Scope } from './scope.ts'

/** A series whose samples lie under ranges; no marks of ends are left in it. */
export interface RangeSeries {
  readonly labels: Labels
  readonly dropName: boolean
  readonly timestamps: Float64Array
  readonly values: Float64Array
}

/** The moment a modifier fixes; nothing where it moves with the evaluation. */
export function fixedMoment(query: QueryState, at: AtModifier | undefined): number | undefined {
  if (at === 'start') return query.startMs
  return at === 'end' ? query.endMs : at
}

/** The moments selectors look at: the grid's, or always the fixed one, moved by the offset. */
export function referenceGrid(scope: Scope, modifiers: { at: AtModifier | undefined; offsetMs: number }): Grid {
  const fixed = fixedMoment(scope.query, modifiers.at)
  const grid = fixed === undefined ? scope.grid : { fromMs: fixed, stepMs: 0, count: scope.grid.count }
  return { ...grid, fromMs: grid.fromMs - modifiers.offsetMs }
}

/** The samples of a selector for windows of this length before every reference moment. */
export async function selectSamples(
  scope: Scope,
  selector: VectorSelector,
  windowMs: number,
  use: Pick<SelectHints, 'function' | 'rangeMs'>,
): Promise<readonly SeriesSamples[]> {
  const { query } = scope
  const references = referenceGrid(scope, selector)
  if (scope.grid.count === 0) return []
  const found = await query.source.select(
    selector.matchers,
    {
      fromMs: references.fromMs - windowMs + (query.leftClosed ? 0 : 1),
      toMs: lastTime(references),
      stepMs: scope.grid.count > 1 ? scope.grid.stepMs : 0,
      ...use,
    },
    query.budget.signal,
  )
  query.budget.throwIfAborted()
  query.budget.hold(found.reduce((total, { values }) => total + values.length, 0))
  return found
}

/** The instant vector of a selector: at each step the newest sample within the lookback, or with `timeOfSample` its time. */
export async function selectColumns(
  scope: Scope,
  selector: VectorSelector,
  timeOfSample = false,
): Promise<readonly Column[]> {
  const { budget, lookbackMs } = scope.query
  const columns: Column[] = []
  const use = { function: timeOfSample ? 'timestamp' : '', rangeMs: 0 }
  for (const series of await selectSamples(scope, selector, lookbackMs, use)) {
    await budget.breathe()
    budget.hold(scope.grid.count)
    const column = emptyColumn(series.labels, false, scope.grid.count)
    fillColumn(column, series, scope, selector, timeOfSample)
    if (hasValues(column)) columns.push(column)
  }
  scope.query.notes.inputSeries += columns.length
  return columns
}

function fillColumn(
  column: Column,
  series: SeriesSamples,
  scope: Scope,
  selector: VectorSelector,
  timeOfSample: boolean,
): void {
  const { lookbackMs, leftClosed } = scope.query
  const references = referenceGrid(scope, selector)
  const { timestamps, values } = series
  let next = 0
  for (let step = 0; step < column.values.length; step++) {
    const reference = timeAt(references, step)
    while (next < timestamps.length && (timestamps[next] ?? 0) <= reference) next++
    if (next === 0) continue
    const time = timestamps[next - 1] ?? 0
    const age = reference - time
    if (age > lookbackMs || (age === lookbackMs && !leftClosed) || isStale(values, next - 1)) continue
    column.values[step] = timeOfSample ? time / 1000 : (values[next - 1] ?? 0)
    column.present[step] = 1
  }
}

/** The series of a range selector. */
export async function selectRange(
  scope: Scope,
  selector: VectorSelector,
  rangeMs: number,
  calledBy: string,
): Promise<readonly RangeSeries[]> {
  const found = await selectSamples(scope, selector, rangeMs, { function: calledBy, rangeMs })
  const series = found.map(withoutEnds).filter(({ values }) => values.length > 0)
  scope.query.notes.inputSeries += series.length
  return series.map((one) => ({ ...one, dropName: false }))
}

function withoutEnds(series: SeriesSamples): SeriesSamples {
  const { timestamps, values } = series
  const kept: number[] = []
  let hasEnds = false
  for (let index = 0; index < values.length; index++) {
    if (!Number.isNaN(values[index]) || !isStale(values, index)) continue
    hasEnds = true
    break
  }
  if (!hasEnds) return series
  for (let index = 0; index < values.length; index++) if (!isStale(values, index)) kept.push(index)
  return {
    labels: series.labels,
    timestamps: Float64Array.from(kept, (index) => timestamps[index] ?? 0),
    values: Float64Array.from(kept, (index) => values[index] ?? 0),
  }
}
