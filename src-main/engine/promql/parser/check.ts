import { metricName } from '../../timeseries/index.ts'
import type { Aggregation, Binary, BinaryOperator, Call, Expression, ValueType, VectorSelector } from '../ast.ts'
import { PromqlSyntaxError } from '../errors.ts'
import { matchesEmpty } from '../matching.ts'
import { signatures } from '../signatures.ts'

const comparisons: ReadonlySet<BinaryOperator> = new Set(['==', '!=', '<=', '<', '>=', '>'])
const setOperators: ReadonlySet<BinaryOperator> = new Set(['and', 'or', 'unless'])

const documented: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
}

export function isComparison(operator: BinaryOperator): boolean {
  return comparisons.has(operator)
}

/** What an expression yields, without checking what is in it. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar'
    case 'string':
      return 'string'
    case 'selector':
    case 'aggregation':
      return 'vector'
    case 'range':
    case 'subquery':
      return 'matrix'
    case 'unary':
      return typeOf(expression.operand)
    case 'parentheses':
      return typeOf(expression.expression)
    case 'call':
      return signatures.get(expression.name)?.result ?? 'vector'
    case 'binary':
      return typeOf(expression.left) === 'scalar' && typeOf(expression.right) === 'scalar' ? 'scalar' : 'vector'
  }
}

/** Refuses expressions whose parts do not fit together. */
export function check(text: string, expression: Expression): void {
  new Checker(text).check(expression)
}

class Checker {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  check(expression: Expression): ValueType {
    switch (expression.kind) {
      case 'number':
      case 'string':
        break
      case 'selector':
        this.#checkSelector(expression)
        break
      case 'range':
        this.#checkSelector(expression.selector)
        break
      case 'parentheses':
        return this.check(expression.expression)
      case 'subquery':
        this.#checkSubquery(expression)
        break
      case 'unary':
        this.#checkUnary(expression)
        break
      case 'binary':
        this.#checkBinary(expression)
        break
      case 'aggregation':
        this.#checkAggregation(expression)
        break
      case 'call':
        this.#checkCall(expression)
        break
    }
    return typeOf(expression)
  }

  #fail(expression: Pick<Expression, 'span'>, reason: string): never {
    throw new PromqlSyntaxError(this.#text, expression.span, reason)
  }

  #checkSelector(selector: VectorSelector): void {
    const names = selector.matchers.filter((matcher) => matcher.name === metricName)
    if (selector.name !== '' && names.length > 1) {
      const other = names.find((matcher) => matcher.value !== selector.name) ?? names[0]
      this.#fail(selector, `metric name must not be set twice: "${selector.name}" or "${other?.value}"`)
    }
    if (selector.matchers.every(matchesEmpty)) {
      this.#fail(selector, 'vector selector must contain at least one non-empty matcher')
    }
  }

  #checkSubquery(expression: Extract<Expression, { kind: 'subquery' }>): void {
    const type = this.check(expression.expression)
    if (type !== 'vector') this.#fail(expression, `subquery is only allowed on instant vector, got ${type} instead`)
  }

  #checkUnary(expression: Extract<Expression, { kind: 'unary' }>): void {
    const type = this.check(expression.operand)
    if (type === 'scalar' || type === 'vector') return
    const allowed = 'unary expression only allowed on expressions of type scalar or instant vector'
    this.#fail(expression, `${allowed}, got "${documented[type]}"`)
  }

  #checkAggregation(expression: Aggregation): void {
    const { operator, parameter } = expression
    this.#expect(expression.expression, 'vector', 'aggregation expression')
    if (parameter === undefined) return
    this.#expect(parameter, operator === 'count_values' ? 'string' : 'scalar', 'aggregation parameter')
  }

  #expect(expression: Expression, wanted: ValueType, context: string): void {
    const type = this.check(expression)
    if (type !== wanted) {
      this.#fail(expression, `expected type ${documented[wanted]} in ${context}, got ${documented[type]}`)
    }
  }

  #checkCall(call: Call): void {
    const signature = signatures.get(call.name)
    if (signature === undefined) this.#fail(call, `unknown function with name "${call.name}"`)
    const given = call.arguments.length
    const most = signature.isRepeatable ? Number.POSITIVE_INFINITY : signature.arguments.length
    const expected = wrongCount(given, signature.required, most)
    if (expected !== undefined) this.#fail(call, `expected ${expected} in call to "${call.name}", got ${given}`)
    for (const [index, argument] of call.arguments.entries()) {
      const wanted = signature.arguments[Math.min(index, signature.arguments.length - 1)]
      if (wanted !== undefined) this.#expect(argument, wanted, `call to function "${call.name}"`)
    }
  }

  #checkBinary(expression: Binary): void {
    const { operator, left, right, matching } = expression
    const types = [this.check(left), this.check(right)] as const
    const operatorPlace = { span: expression.operatorSpan }
    const isScalarOnly = types[0] === 'scalar' && types[1] === 'scalar'
    if (expression.returnBool && !isComparison(operator)) {
      this.#fail(operatorPlace, 'bool modifier can only be used on comparison operators')
    }
    if (isComparison(operator) && !expression.returnBool && isScalarOnly) {
      this.#fail(operatorPlace, 'comparisons between scalars must use BOOL modifier')
    }
    for (const [index, side] of [left, right].entries()) {
      if (types[index] === 'scalar' || types[index] === 'vector') continue
      this.#fail(side, 'binary expression must contain only scalar and instant vector types')
    }
    this.#checkMatching(expression, types.includes('scalar'))
    if (types.includes('scalar') && setOperators.has(operator)) {
      this.#fail(expression, `set operator "${operator}" not allowed in binary scalar expression`)
    }
    if (matching?.on && matching.group !== undefined) this.#checkGrouping(expression, matching)
  }

  #checkMatching(expression: Binary, hasScalar: boolean): void {
    const { matching, operator } = expression
    if (matching === undefined) return
    if (hasScalar && matching.labels.length > 0) {
      this.#fail(expression, 'vector matching only allowed between instant vectors')
    }
    if (setOperators.has(operator) && matching.group !== undefined) {
      this.#fail(expression, `no grouping allowed for "${operator}" operation`)
    }
  }

  #checkGrouping(expression: Binary, matching: { labels: readonly string[]; include: readonly string[] }): void {
    const twice = matching.labels.find((label) => matching.include.includes(label))
    if (twice === undefined) return
    const place = { span: expression.operatorSpan }
    this.#fail(place, `label "${twice}" must not occur in ON and GROUP clause at once`)
  }
}

function wrongCount(given: number, required: number, most: number): string | undefined {
  if (required === most) return given === required ? undefined : `${required} argument(s)`
  if (given < required) return `at least ${required} argument(s)`
  return given > most ? `at most ${most} argument(s)` : undefined
}
