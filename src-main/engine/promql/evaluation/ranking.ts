import type { Aggregation } from '../ast.ts'
import { PromqlEvaluationError } from '../errors.ts'
import { grouped } from './aggregation.ts'
import { type Column, emptyColumn, hasValues } from './column.ts'
import type { Scope } from './scope.ts'

const largestInteger = 2 ** 63

/** `topk` and `bottomk`: the elements themselves, the best first. */
export async function rank(
  scope: Scope,
  expression: Aggregation,
  columns: readonly Column[],
  parameter: Float64Array,
): Promise<readonly Column[]> {
  if (parameter.every((k) => k < 1)) return []
  refuseOddNumbers(parameter)
  const isTop = expression.operator === 'topk'
  const results: Column[] = []
  for (const group of grouped(expression, columns)) {
    const kept = new Map<Column, Column>()
    for (let step = 0; step < scope.grid.count; step++) {
      await scope.query.budget.breathe()
      for (const column of best(group, step, Math.trunc(parameter[step] ?? 0), isTop)) {
        const result = kept.get(column) ?? emptyColumn(column.labels, column.dropName, scope.grid.count)
        kept.set(column, result)
        result.values[step] = column.values[step] ?? 0
        result.present[step] = 1
      }
    }
    scope.query.budget.hold(kept.size * scope.grid.count)
    results.push(...kept.values())
  }
  return results.filter(hasValues)
}

function refuseOddNumbers(parameter: Float64Array): void {
  for (const k of parameter) {
    if (Number.isNaN(k)) throw new PromqlEvaluationError('Parameter value is NaN')
    if (k <= -largestInteger) throw new PromqlEvaluationError(`Scalar value ${k} underflows int64`)
    if (k >= largestInteger) throw new PromqlEvaluationError(`Scalar value ${k} overflows int64`)
  }
}

function best(group: readonly Column[], step: number, k: number, isTop: boolean): readonly Column[] {
  const numberOf = (column: Column): number => column.values[step] ?? 0
  return group
    .filter(({ present }) => present[step] === 1)
    .sort((left, right) => compareForRank(numberOf(left), numberOf(right), isTop))
    .slice(0, Math.max(k, 0))
}

/** What is no number comes last in either direction. */
export function compareForRank(left: number, right: number, descending: boolean): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
  if (left === right) return 0
  return left > right === descending ? -1 : 1
}
