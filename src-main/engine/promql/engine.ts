import type { Expression } from './ast.ts'
import { unwrap } from './ast.ts'
import { PromqlEvaluationError } from './errors.ts'
import { Budget } from './evaluation/budget.ts'
import { type Column, compareLabels, constantColumn, mergeColumns, withoutName } from './evaluation/column.ts'
import { evaluate, evaluateScalar, evaluateVector } from './evaluation/evaluate.ts'
import { type Grid, gridOver, timeAt } from './evaluation/grid.ts'
import { isRange, rangesOf } from './evaluation/range-call.ts'
import { Notes, type QueryState, type Scope, type Value } from './evaluation/scope.ts'
import { type RangeSeries, referenceGrid } from './evaluation/select.ts'
import type { EvaluationOptions, InstantOptions, RangeOptions } from './options.ts'
import { typeOf } from './parser/check.ts'
import { parse } from './parser/index.ts'
import type { InstantResult, QueryValue, RangeResult, Series } from './result.ts'

const defaultLookbackMs = 5 * 60_000
const defaultSubqueryStepMs = 60_000
const defaultMaxSamples = 50_000_000

/** Answers a query at one moment. Throws `PromqlSyntaxError`, `PromqlEvaluationError`, `PromqlLimitError` or `PromqlInterruptedError`. */
export async function evaluateInstant(query: string | Expression, options: InstantOptions): Promise<InstantResult> {
  const expression = typeof query === 'string' ? parse(query) : query
  const state = stateOf(options, options.atMs, options.atMs)
  const scope = { query: state, grid: { fromMs: options.atMs, stepMs: 1, count: 1 } }
  const inner = unwrap(expression)
  const value = isRange(inner)
    ? await rangeVector(scope, inner)
    : instantValue(cleaned(state, await evaluate(scope, expression)), options.atMs)
  return { value, annotations: state.notes.annotations, inputSeries: state.notes.inputSeries }
}

/** Answers a query at every step from one moment to another. Throws as `evaluateInstant` does. */
export async function evaluateRange(query: string | Expression, options: RangeOptions): Promise<RangeResult> {
  const expression = typeof query === 'string' ? parse(query) : query
  const { fromMs, toMs, stepMs } = options
  const type = typeOf(expression)
  if (type !== 'scalar' && type !== 'vector') {
    const message = `invalid expression type "${type}" for range query, must be Scalar or instant Vector`
    throw new PromqlEvaluationError(message, expression.span)
  }
  if (!(stepMs > 0)) throw new PromqlEvaluationError('the step of a range query must be greater than nothing')
  const state = stateOf(options, fromMs, toMs)
  const grid = gridOver(fromMs, toMs, stepMs)
  state.budget.hold(grid.count)
  const value = cleaned(state, await evaluate({ query: state, grid }, expression))
  const columns = value.kind === 'scalar' ? [constantColumn(value.values)] : columnsOf(value)
  const series = columns
    .toSorted((left, right) => compareLabels(left.labels, right.labels))
    .map((column) => seriesOf(column, grid))
  return {
    value: { kind: 'matrix', series },
    annotations: state.notes.annotations,
    inputSeries: state.notes.inputSeries,
  }
}

function stateOf(options: EvaluationOptions, startMs: number, endMs: number): QueryState {
  return {
    source: options.source,
    lookbackMs: options.lookbackMs ?? defaultLookbackMs,
    defaultSubqueryStepMs: options.defaultSubqueryStepMs ?? defaultSubqueryStepMs,
    delayedNameRemoval: options.delayedNameRemoval ?? false,
    leftClosed: options.leftClosed ?? false,
    startMs,
    endMs,
    budget: new Budget({
      maxSamples: options.maxSamples ?? defaultMaxSamples,
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    }),
    notes: new Notes(),
  }
}

/** Takes away the names that were kept until now. */
function cleaned(state: QueryState, value: Value): Value {
  if (value.kind !== 'vector' || !state.delayedNameRemoval) return value
  const named = value.columns.map((column) =>
    column.dropName ? { ...column, labels: withoutName(column.labels) } : column,
  )
  return { kind: 'vector', columns: mergeColumns(named) }
}

function columnsOf(value: Value): readonly Column[] {
  return value.kind === 'vector' ? value.columns : []
}

function instantValue(value: Value, timestampMs: number): QueryValue {
  if (value.kind === 'string') return { kind: 'string', timestampMs, value: value.value }
  if (value.kind === 'scalar') return { kind: 'scalar', timestampMs, value: value.values[0] ?? 0 }
  const samples = value.columns
    .filter(({ present }) => present[0] === 1)
    .map(({ labels, values }) => ({ labels, timestampMs, value: values[0] ?? 0 }))
  return { kind: 'vector', samples }
}

function seriesOf(column: Column, grid: Grid): Series {
  const steps: number[] = []
  for (let step = 0; step < column.values.length; step++) if (column.present[step] === 1) steps.push(step)
  return {
    labels: column.labels,
    timestamps: Float64Array.from(steps, (step) => timeAt(grid, step)),
    values: Float64Array.from(steps, (step) => column.values[step] ?? 0),
  }
}

/** A range at one moment is answered with the samples themselves. */
async function rangeVector(scope: Scope, range: Parameters<typeof rangesOf>[1]): Promise<QueryValue> {
  const evaluators = { vector: evaluateVector, scalar: evaluateScalar }
  const { series, rangeMs, ...modifiers } = await rangesOf(scope, range, '', evaluators)
  const endMs = referenceGrid(scope, modifiers).fromMs
  const startMs = endMs - rangeMs - (scope.query.leftClosed ? 1 : 0)
  const found = series
    .map((one) => ({ ...one, labels: one.dropName ? withoutName(one.labels) : one.labels }))
    .map((one) => within(one, startMs, endMs))
    .filter(({ timestamps }) => timestamps.length > 0)
    .sort((left, right) => compareLabels(left.labels, right.labels))
  return { kind: 'matrix', series: found }
}

function within(series: RangeSeries, afterMs: number, toMs: number): Series {
  const from = series.timestamps.findIndex((time) => time > afterMs)
  const to = series.timestamps.findLastIndex((time) => time <= toMs) + 1
  const start = from < 0 ? to : Math.min(from, to)
  return {
    labels: series.labels,
    timestamps: series.timestamps.slice(start, to),
    values: series.values.slice(start, to),
  }
}
