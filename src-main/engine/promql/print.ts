import { metricName } from '../timeseries/index.ts'
import type { Aggregation, AtModifier, Binary, Expression, VectorMatching, VectorSelector } from './ast.ts'
import { formatNumber } from './format-number.ts'
import { formatDuration } from './parser/duration.ts'
import { quote } from './parser/string-literal.ts'
import { formatLabelName } from './print-labels.ts'

/** A query as text that reads back as the same query. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return formatNumber(expression.value)
    case 'string':
      return quote(expression.value)
    case 'selector':
      return printSelector(expression) + printModifiers(expression)
    case 'range': {
      const { selector, rangeMs } = expression
      return `${printSelector(selector)}[${formatDuration(rangeMs)}]${printModifiers(selector)}`
    }
    case 'subquery': {
      const step = expression.stepMs === undefined ? '' : formatDuration(expression.stepMs)
      const range = `[${formatDuration(expression.rangeMs)}:${step}]`
      return `${print(expression.expression)}${range}${printModifiers(expression)}`
    }
    case 'unary':
      return `${expression.operator}${print(expression.operand)}`
    case 'binary':
      return printBinary(expression)
    case 'aggregation':
      return printAggregation(expression)
    case 'call':
      return `${expression.name}(${expression.arguments.map(print).join(', ')})`
    case 'parentheses':
      return `(${print(expression.expression)})`
  }
}

function printSelector({ name, matchers }: VectorSelector): string {
  const isPlain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)
  const written = matchers
    .filter((matcher) => !(isPlain && matcher.name === metricName && matcher.operator === '='))
    .map(({ name: label, operator, value }) => `${formatLabelName(label)}${operator}${quote(value)}`)
  if (!isPlain) return `{${written.join(', ')}}`
  return written.length === 0 ? name : `${name}{${written.join(', ')}}`
}

function printModifiers({ at, offsetMs }: { at: AtModifier | undefined; offsetMs: number }): string {
  const offset = offsetMs === 0 ? '' : ` offset ${formatDuration(offsetMs)}`
  if (at === undefined) return offset
  return ` @ ${typeof at === 'number' ? (at / 1000).toFixed(3) : `${at}()`}${offset}`
}

function printBinary({ operator, left, right, returnBool, matching }: Binary): string {
  const modifiers = `${returnBool ? ' bool' : ''}${matching === undefined ? '' : printMatching(matching)}`
  return `${print(left)} ${operator}${modifiers} ${print(right)}`
}

function printMatching({ on, labels, group, include }: VectorMatching): string {
  const matched = ` ${on ? 'on' : 'ignoring'} (${labels.map(formatLabelName).join(', ')})`
  return group === undefined ? matched : `${matched} group_${group} (${include.map(formatLabelName).join(', ')})`
}

function printAggregation({ operator, parameter, expression, without, grouping }: Aggregation): string {
  const labels = grouping.map(formatLabelName).join(', ')
  const clause = without || grouping.length > 0 ? ` ${without ? 'without' : 'by'} (${labels}) ` : ''
  const given = parameter === undefined ? print(expression) : `${print(parameter)}, ${print(expression)}`
  return `${operator}${clause}(${given})`
}
