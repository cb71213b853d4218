import type { Aggregation } from '../ast.ts'
import { PromqlEvaluationError } from '../errors.ts'
import { formatDecimal } from '../format-number.ts'
import { isLabelName } from '../functions/relabel.ts'
import { quote } from '../parser/string-literal.ts'
import { groupLabels } from './aggregation.ts'
import { type Column, emptyColumn } from './column.ts'
import type { Scope } from './scope.ts'

/** `count_values`: how many elements have each value, the value written into a label. */
export async function countValues(
  scope: Scope,
  expression: Aggregation,
  columns: readonly Column[],
  label: string,
): Promise<readonly Column[]> {
  if (!isLabelName(label)) throw new PromqlEvaluationError(`invalid label name ${quote(label)}`)
  const grouping = expression.without ? expression.grouping : [...expression.grouping, label]
  const results = new Map<string, Column>()
  for (const column of columns) {
    await scope.query.budget.breathe()
    for (let step = 0; step < scope.grid.count; step++) {
      if (column.present[step] !== 1) continue
      const value = formatDecimal(column.values[step] ?? 0)
      const labels = groupLabels({ ...expression, grouping }, column.labels.with({ [label]: value }))
      let result = results.get(labels.key)
      if (result === undefined) {
        scope.query.budget.hold(scope.grid.count)
        result = emptyColumn(labels, false, scope.grid.count)
        results.set(labels.key, result)
      }
      result.values[step] = (result.values[step] ?? 0) + 1
      result.present[step] = 1
    }
  }
  return [...results.values()]
}
