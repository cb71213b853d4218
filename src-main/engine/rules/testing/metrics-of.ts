import { type Expression, parse } from '../../promql/index.ts'
import { metricName } from '../../timeseries/index.ts'

/** A metric that an expression asks for and the labels it names there. */
export interface AskedMetric {
  readonly name: string
  readonly labels: readonly string[]
}

/** Every metric an expression asks for; selectors without one fixed name are left out. */
export function metricsOf(text: string): readonly AskedMetric[] {
  return selectorsIn(parse(text)).flatMap(({ matchers }) => {
    const name = matchers.find((matcher) => matcher.name === metricName && matcher.operator === '=')?.value
    if (name === undefined) return []
    return [{ name, labels: matchers.map((matcher) => matcher.name).filter((label) => label !== metricName) }]
  })
}

type Selector = Extract<Expression, { kind: 'selector' }>

function selectorsIn(expression: Expression): readonly Selector[] {
  switch (expression.kind) {
    case 'selector':
      return [expression]
    case 'range':
      return [expression.selector]
    case 'number':
    case 'string':
      return []
    case 'unary':
      return selectorsIn(expression.operand)
    case 'binary':
      return [...selectorsIn(expression.left), ...selectorsIn(expression.right)]
    case 'call':
      return expression.arguments.flatMap(selectorsIn)
    case 'aggregation':
      return [
        ...(expression.parameter === undefined ? [] : selectorsIn(expression.parameter)),
        ...selectorsIn(expression.expression),
      ]
    case 'subquery':
    case 'parentheses':
      return selectorsIn(expression.expression)
  }
}
