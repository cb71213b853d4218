import {
  type Aggregation,
  type AggregationOperator,
  type BinaryOperator,
  type Call,
  type Expression,
  type NumberLiteral,
  unwrap,
} from '../ast.ts'
import { experimental, signatures } from '../signatures.ts'
import { readBinaryModifiers, readLabels } from './binary-modifiers.ts'
import { numberOf } from './durations.ts'
import type { Token } from './lexer.ts'
import { readModifiers } from './modifiers.ts'
import { aggregations, operatorRanks, powerRank, withParameter } from './operators.ts'
import { readSelector } from './selectors.ts'
import { TokenReader } from './token-reader.ts'

const noMetric: ReadonlySet<string> = new Set(['on', 'ignoring', 'bool', 'group_left', 'group_right', 'atan2'])
const deepest = 200

/** Reads a query without looking at types. */
export function readQuery(text: string): Expression {
  const parser = new Parser(text)
  return parser.readAll()
}

class Parser {
  readonly #reader: TokenReader
  #depth = 0

  constructor(text: string) {
    this.#reader = new TokenReader(text)
  }

  readAll(): Expression {
    const reader = this.#reader
    if (reader.peek().kind === 'end') throw reader.error(reader.peek(), 'no expression found in input')
    const expression = this.#readBinary(0)
    if (reader.peek().kind !== 'end') throw reader.unexpected('')
    return expression
  }

  #readBinary(lowest: number): Expression {
    let left = this.#readUnary()
    for (;;) {
      const [operator, rank] = this.#peekOperator()
      if (operator === undefined || rank <= lowest) return left
      const { from, to } = this.#reader.next()
      const { returnBool, matching } = readBinaryModifiers(this.#reader)
      const right = this.#readBinary(operator === '^' ? rank - 1 : rank)
      const span = { from: left.span.from, to: right.span.to }
      left = { kind: 'binary', span, operator, operatorSpan: { from, to }, left, right, returnBool, matching }
    }
  }

  #peekOperator(): readonly [BinaryOperator, number] | readonly [undefined, 0] {
    const { kind, text } = this.#reader.peek()
    if (kind !== 'symbol' && kind !== 'word') return [undefined, 0]
    return operatorRanks.get(text.toLowerCase()) ?? [undefined, 0]
  }

  #readUnary(): Expression {
    const reader = this.#reader
    const isMinus = reader.isSymbol('-')
    if (!isMinus && !reader.isSymbol('+')) return this.#readPostfix()
    const { from } = reader.next()
    const operand = this.#nested(() => this.#readBinary(powerRank - 1))
    const span = { from, to: operand.span.to }
    if (operand.kind === 'number') return { ...operand, span, value: isMinus ? -operand.value : operand.value }
    return { kind: 'unary', span, operator: isMinus ? '-' : '+', operand }
  }

  #readPostfix(): Expression {
    return readModifiers(this.#reader, this.#readPrimary())
  }

  #readPrimary(): Expression {
    const reader = this.#reader
    const token = reader.peek()
    switch (token.kind) {
      case 'number':
      case 'duration':
        reader.next()
        return { kind: 'number', span: spanOf(token), value: numberOf(reader, token) }
      case 'string':
        reader.next()
        return { kind: 'string', span: spanOf(token), value: reader.stringValue(token) }
      case 'metric':
        return readSelector(reader)
      case 'word':
        return this.#readWord(token)
      default:
        if (reader.isSymbol('(')) return this.#readParentheses()
        if (reader.isSymbol('{')) return readSelector(reader)
        throw reader.unexpected('')
    }
  }

  #readParentheses(): Expression {
    const reader = this.#reader
    const { from } = reader.next()
    const expression = this.#nested(() => this.#readBinary(0))
    const { to } = reader.expectSymbol(')', 'paren expression')
    return { kind: 'parentheses', span: { from, to }, expression }
  }

  #readWord(token: Token): Expression {
    const reader = this.#reader
    const lower = token.text.toLowerCase()
    if (lower === 'inf' || lower === 'nan') return this.#readSpecialNumber(lower)
    if (noMetric.has(lower)) throw reader.unexpected('')
    const isCalled = reader.isSymbol('(', 1)
    const operator = aggregations.get(lower)
    if (operator !== undefined && (isCalled || reader.isKeyword('by', 1) || reader.isKeyword('without', 1))) {
      return this.#readAggregation(operator)
    }
    return isCalled ? this.#readCall() : readSelector(reader)
  }

  #readSpecialNumber(word: 'inf' | 'nan'): NumberLiteral {
    const token = this.#reader.next()
    return { kind: 'number', span: spanOf(token), value: word === 'inf' ? Number.POSITIVE_INFINITY : Number.NaN }
  }

  #readAggregation(operator: AggregationOperator): Aggregation {
    const reader = this.#reader
    const { from } = reader.next()
    const before = this.#readGrouping()
    const given = this.#readArguments('aggregation')
    const { without, grouping } = before ?? this.#readGrouping() ?? { without: false, grouping: [] }
    const span = { from, to: reader.lastEnd }
    const wanted = withParameter.has(operator) ? 2 : 1
    const expression = given[wanted - 1]
    if (given.length === 0) throw reader.error(span, 'no arguments for aggregate expression provided')
    if (expression === undefined || given.length !== wanted) {
      const counts = `expected ${wanted}, got ${given.length}`
      throw reader.error(span, `wrong number of arguments for aggregate expression provided, ${counts}`)
    }
    const parameter = wanted === 2 ? given[0] : undefined
    return { kind: 'aggregation', span, operator, parameter, expression, without, grouping }
  }

  #readGrouping(): Pick<Aggregation, 'without' | 'grouping'> | undefined {
    const without = this.#reader.isKeyword('without')
    if (!without && !this.#reader.isKeyword('by')) return undefined
    this.#reader.next()
    return { without, grouping: readLabels(this.#reader) }
  }

  #readCall(): Call {
    const reader = this.#reader
    const name = reader.next()
    if (experimental.has(name.text.toLowerCase())) {
      throw reader.error(name, `function "${name.text}" is experimental in Prometheus and not available`)
    }
    if (!signatures.has(name.text)) throw reader.error(name, `unknown function with name "${name.text}"`)
    const given = this.#readArguments('function call').map((argument) =>
      argument.kind === 'parentheses' ? unwrapRanges(argument) : argument,
    )
    return { kind: 'call', span: { from: name.from, to: reader.lastEnd }, name: name.text, arguments: given }
  }

  #readArguments(context: string): readonly Expression[] {
    const reader = this.#reader
    const given: Expression[] = []
    reader.expectSymbol('(', context)
    while (!reader.skipSymbol(')')) {
      given.push(this.#nested(() => this.#readBinary(0)))
      if (reader.isSymbol(')')) continue
      if (!reader.skipSymbol(',')) throw reader.unexpected(context, '"," or ")"')
      if (reader.isSymbol(')')) throw reader.error(reader.peek(), 'trailing commas not allowed in function call args')
    }
    return given
  }

  /** A query nested without end must not end the program. */
  #nested(read: () => Expression): Expression {
    if (this.#depth >= deepest) throw this.#reader.error(this.#reader.peek(), 'expression is nested too deeply')
    this.#depth++
    const expression = read()
    this.#depth--
    return expression
  }
}

function spanOf(token: Token): { from: number; to: number } {
  return { from: token.from, to: token.to }
}

/** Ranges keep no parentheses, so that whoever evaluates a call finds them at once. */
function unwrapRanges(argument: Expression): Expression {
  const inner = unwrap(argument)
  return inner.kind === 'range' || inner.kind === 'subquery' ? inner : argument
}
