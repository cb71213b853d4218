import type { Binary } from '../ast.ts'
import { type Column, hasValues, presence } from './column.ts'
import { groupBy, matchingKey } from './matching-keys.ts'

/** `and`, `or` and `unless`: elements stay as they are or fall. */
export function setOperation(
  expression: Binary,
  left: readonly Column[],
  right: readonly Column[],
  count: number,
): readonly Column[] {
  const keyOf = matchingKey(expression.matching)
  if (expression.operator === 'or') {
    const leftKeys = presenceByKey(left, keyOf, count)
    return [...left, ...kept(right, (column) => leftKeys.get(keyOf(column.labels)), false)]
  }
  const rightKeys = presenceByKey(right, keyOf, count)
  return kept(left, (column) => rightKeys.get(keyOf(column.labels)), expression.operator === 'and')
}

function presenceByKey(
  columns: readonly Column[],
  keyOf: (labels: Column['labels']) => string,
  count: number,
): ReadonlyMap<string, Uint32Array> {
  return new Map([...groupBy(columns, keyOf)].map(([key, group]) => [key, presence(group, count)]))
}

function kept(
  columns: readonly Column[],
  partnersOf: (column: Column) => Uint32Array | undefined,
  whereThereIsOne: boolean,
): readonly Column[] {
  return columns
    .map((column) => {
      const partners = partnersOf(column)
      const present = column.present.map((is, step) =>
        is === 1 && (partners?.[step] ?? 0) > 0 === whereThereIsOne ? 1 : 0,
      )
      return { ...column, present }
    })
    .filter(hasValues)
}
