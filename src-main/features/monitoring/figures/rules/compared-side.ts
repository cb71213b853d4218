import { type Expression, parse, unwrap } from '#main/engine/promql/index.ts'

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

/** The figures that a condition compares with its threshold; the whole expression where it compares nothing. */
export function comparedSide(expression: string): string {
  const { from, to } = sideOf(parse(expression)).span
  return expression.slice(from, to)
}

function sideOf(expression: Expression): Expression {
  const outer = unwrap(expression)
  if (outer.kind !== 'binary') return outer
  if (outer.operator === 'and' || outer.operator === 'unless') return sideOf(outer.left)
  if (!comparisons.has(outer.operator)) return outer
  return unwrap(outer.left).kind === 'number' ? outer.right : outer.left
}
