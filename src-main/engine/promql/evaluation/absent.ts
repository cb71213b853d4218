import { type LabelMatcher, Labels, metricName } from '../../timeseries/index.ts'
import type { Expression } from '../ast.ts'
import { type Column, emptyColumn, hasValues, presence } from './column.ts'

/** One where nothing is, with the labels that the selector asks for by equality. */
export function absentColumn(columns: readonly Column[], argument: Expression, count: number): readonly Column[] {
  const found = presence(columns, count)
  const result = emptyColumn(labelsOf(argument), false, count)
  for (let step = 0; step < count; step++) {
    if ((found[step] ?? 0) > 0) continue
    result.values[step] = 1
    result.present[step] = 1
  }
  return hasValues(result) ? [result] : []
}

function labelsOf(argument: Expression): Labels {
  if (argument.kind === 'selector') return equalLabels(argument.matchers)
  return argument.kind === 'range' ? equalLabels(argument.selector.matchers) : Labels.empty
}

/** A label asked for in two ways says nothing. */
function equalLabels(matchers: readonly LabelMatcher[]): Labels {
  const values = new Map<string, string>()
  const seen = new Set<string>()
  for (const { name, operator, value } of matchers) {
    if (name === metricName) continue
    if (operator === '=' && !seen.has(name)) {
      values.set(name, value)
      seen.add(name)
    } else {
      values.delete(name)
    }
  }
  return Labels.from(values)
}
