import type { Expression } from '#main/engine/promql/index.ts'

const dependOnTime: ReadonlySet<string> = new Set([
  'days_in_month',
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'hour',
  'minute',
  'month',
  'year',
  'predict_linear',
  'time',
  'timestamp',
])

/** The same query with `@` on every selector that has none; nothing where its answer changes with time all the same. */
export function fixSelectors(expression: Expression, atMs: number): Expression | undefined {
  try {
    return fix(expression, atMs)
  } catch (error) {
    if (error === changesWithTime) return undefined
    throw error
  }
}

const changesWithTime = new Error('the answer changes with time')

function fix(expression: Expression, atMs: number): Expression {
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression
    case 'selector':
      return { ...expression, at: expression.at ?? atMs }
    case 'range':
      return { ...expression, selector: { ...expression.selector, at: expression.selector.at ?? atMs } }
    case 'subquery':
      refuseTime(expression.expression)
      return { ...expression, at: expression.at ?? atMs }
    case 'unary':
      return { ...expression, operand: fix(expression.operand, atMs) }
    case 'parentheses':
      return { ...expression, expression: fix(expression.expression, atMs) }
    case 'binary':
      return { ...expression, left: fix(expression.left, atMs), right: fix(expression.right, atMs) }
    case 'aggregation': {
      const parameter = expression.parameter === undefined ? undefined : fix(expression.parameter, atMs)
      return { ...expression, parameter, expression: fix(expression.expression, atMs) }
    }
    case 'call':
      if (dependOnTime.has(expression.name)) throw changesWithTime
      return { ...expression, arguments: expression.arguments.map((argument) => fix(argument, atMs)) }
  }
}

function refuseTime(expression: Expression): void {
  fix(expression, 0)
}
