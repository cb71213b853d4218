import { Labels, metricName } from '../../timeseries/index.ts'
import { type Aggregation, type AggregationOperator, unwrap } from '../ast.ts'
import { formatNumber } from '../format-number.ts'
import { type Column, emptyColumn, hasValues } from './column.ts'
import { groupBy, matchingKey } from './matching-keys.ts'
import {
  average,
  count,
  deviation,
  maximum,
  minimum,
  one,
  quantile,
  type Reduction,
  sum,
  variance,
} from './reductions.ts'
import type { Scope } from './scope.ts'

const reductions: ReadonlyMap<AggregationOperator, Reduction> = new Map<AggregationOperator, Reduction>([
  ['sum', sum],
  ['avg', average],
  ['min', minimum],
  ['max', maximum],
  ['count', count],
  ['group', one],
  ['stddev', deviation],
  ['stdvar', variance],
])

/** The columns of each group, in the order in which groups appear. */
export function grouped(expression: Aggregation, columns: readonly Column[]): readonly Column[][] {
  const { without, grouping } = expression
  const keyOf = matchingKey({ on: !without, labels: grouping, group: undefined, include: [] })
  return [...groupBy(columns, keyOf).values()]
}

/** The labels a group goes by. */
export function groupLabels(expression: Aggregation, labels: Labels): Labels {
  const { without, grouping } = expression
  if (without) return labels.without(new Set([...grouping, metricName]))
  return grouping.length === 0 ? Labels.empty : labels.only(new Set(grouping))
}

/** Aggregations that make one number of each group: all but `topk`, `bottomk` and `count_values`. */
export async function aggregate(
  scope: Scope,
  expression: Aggregation,
  columns: readonly Column[],
  parameter: Float64Array | undefined,
): Promise<readonly Column[]> {
  warnOfQuantile(scope, expression, parameter)
  const reduction = reductions.get(expression.operator)
  const results: Column[] = []
  for (const group of grouped(expression, columns)) {
    scope.query.budget.hold(scope.grid.count)
    const [first] = group
    const labels = groupLabels(expression, first?.labels ?? Labels.empty)
    const dropName = group.some((column) => column.dropName)
    const result = emptyColumn(labels, dropName, scope.grid.count)
    await reduceGroup(scope, result, group, (values, step, length) =>
      reduction === undefined ? quantile(parameter?.[step] ?? 0, values, 0, length) : reduction(values, 0, length),
    )
    if (hasValues(result)) results.push(result)
  }
  return results
}

async function reduceGroup(
  scope: Scope,
  result: Column,
  group: readonly Column[],
  reduce: (values: Float64Array, step: number, length: number) => number,
): Promise<void> {
  const gathered = new Float64Array(group.length)
  for (let step = 0; step < result.values.length; step++) {
    let length = 0
    for (const { present, values } of group) {
      if (present[step] === 1) gathered[length++] = values[step] ?? 0
    }
    if (length === 0) continue
    result.values[step] = reduce(gathered, step, length)
    result.present[step] = 1
    if (step % 64 === 0) await scope.query.budget.breathe()
  }
}

function warnOfQuantile(scope: Scope, expression: Aggregation, parameter: Float64Array | undefined): void {
  if (expression.operator !== 'quantile' || expression.parameter === undefined) return
  const { span } = unwrap(expression.parameter)
  warnOfQuantiles(scope, span, parameter ?? new Float64Array())
}

/** Says that quantiles outside of 0 to 1 mean nothing, once for each. */
export function warnOfQuantiles(
  scope: Scope,
  span: { readonly from: number; readonly to: number },
  quantiles: Float64Array,
): void {
  for (const q of new Set(quantiles)) {
    if (q >= 0 && q <= 1) continue

    scope.query.notes.warn(span, `quantile value should be between 0 and 1, got ${formatNumber(q)}`)
  }
}
