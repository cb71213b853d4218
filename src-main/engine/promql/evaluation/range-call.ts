import type { Call, Expression, MatrixSelector, Subquery } from '../ast.ts'
import { nameKeeping, windowFunctions } from '../functions/over-time.ts'
import { quote } from '../parser/string-literal.ts'
import { absentColumn } from './absent.ts'
import { warnOfQuantiles } from './aggregation.ts'
import { type Column, requireDistinct } from './column.ts'
import type { Evaluators } from './evaluators.ts'
import { type Grid, gridOver, lastTime, timeAt } from './grid.ts'
import type { Scope } from './scope.ts'
import { fixedMoment, type RangeSeries, selectRange } from './select.ts'
import { overWindows, type Ranges } from './windows.ts'

const counterEndings = ['_total', '_sum', '_count', '_bucket']

export function isRange(expression: Expression): expression is MatrixSelector | Subquery {
  return expression.kind === 'range' || expression.kind === 'subquery'
}

/** A function over a range: one value for each series and step that has samples in its window. */
export async function evaluateRangeCall(scope: Scope, call: Call, evaluators: Evaluators): Promise<readonly Column[]> {
  const { name } = call
  const compute = windowFunctions.get(name)
  const range = call.arguments.find(isRange)
  if (compute === undefined || range === undefined) throw new TypeError(`${name} takes no range`)
  const numeric = call.arguments.find((argument) => !isRange(argument))
  const parameter = numeric === undefined ? undefined : await evaluators.scalar(scope, numeric)
  const ranges = await rangesOf(scope, range, name, evaluators)
  const columns = await overWindows(scope, ranges, {
    compute,
    parameter,
    keepsName: nameKeeping.has(name),
    dependsOnTime: name === 'predict_linear',
  })
  if (name === 'absent_over_time') return absentColumn(columns, range, scope.grid.count)
  if (name === 'quantile_over_time' && numeric !== undefined && parameter !== undefined && columns.length > 0) {
    warnOfQuantiles(scope, numeric.span, parameter)
  }
  if (name === 'rate' || name === 'increase') hintAtCounters(scope, range, ranges.series, columns)
  if (!scope.query.delayedNameRemoval) requireDistinct(columns)
  return columns
}

/** Says where a metric does not look like a counter. */
function hintAtCounters(
  scope: Scope,
  range: Expression,
  series: readonly RangeSeries[],
  columns: readonly Column[],
): void {
  if (columns.length === 0) return
  for (const name of new Set(series.map(({ labels }) => labels.name))) {
    if (name === '' || counterEndings.some((ending) => name.endsWith(ending))) continue
    const complaint = 'metric might not be a counter, name does not end in _total/_sum/_count/_bucket:'
    scope.query.notes.inform(range.span, `${complaint} ${quote(name)}`)
  }
}

/** The series under a range; those of a subquery are computed at its own steps. */
export async function rangesOf(
  scope: Scope,
  range: MatrixSelector | Subquery,
  calledBy: string,
  evaluators: Evaluators,
): Promise<Ranges> {
  if (range.kind === 'range') {
    const { selector, rangeMs } = range
    const series = await selectRange(scope, selector, rangeMs, calledBy)
    return { series, rangeMs, offsetMs: selector.offsetMs, at: selector.at }
  }
  const grid = subqueryGrid(scope, range)
  const columns = grid.count === 0 ? [] : await evaluators.vector({ query: scope.query, grid }, range.expression)
  const series = columns.map((column) => asSeries(column, grid))
  return { series, rangeMs: range.rangeMs, offsetMs: range.offsetMs, at: range.at }
}

/** The multiples of the step that lie in any of the windows. */
function subqueryGrid(scope: Scope, range: Subquery): Grid {
  const { query, grid } = scope
  const fixed = fixedMoment(query, range.at)
  const stepMs = range.stepMs ?? query.defaultSubqueryStepMs
  const firstEnd = (fixed ?? grid.fromMs) - range.offsetMs
  const lastEnd = (fixed ?? lastTime(grid)) - range.offsetMs
  const edge = firstEnd - range.rangeMs
  const aligned = Math.floor(edge / stepMs) * stepMs
  const isInside = aligned === edge && query.leftClosed
  const result = gridOver(isInside ? aligned : aligned + stepMs, lastEnd, stepMs)
  query.budget.hold(result.count)
  return result
}

function asSeries(column: Column, grid: Grid): RangeSeries {
  const steps: number[] = []
  for (let step = 0; step < column.values.length; step++) if (column.present[step] === 1) steps.push(step)
  return {
    labels: column.labels,
    dropName: column.dropName,
    timestamps: Float64Array.from(steps, (step) => timeAt(grid, step)),
    values: Float64Array.from(steps, (step) => column.values[step] ?? 0),
  }
}
