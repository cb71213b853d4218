import type { LabelMatcher } from '../timeseries/index.ts'

/** Where something stands in a query: offsets of characters, the end not included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What an expression yields. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix'

/** A fixed moment for a selector: milliseconds since 1970, or an end of the query's range. */
export type AtModifier = number | 'start' | 'end'

export type BinaryOperator =
  | '^'
  | '*'
  | '/'
  | '%'
  | 'atan2'
  | '+'
  | '-'
  | '=='
  | '!='
  | '<='
  | '<'
  | '>='
  | '>'
  | 'and'
  | 'unless'
  | 'or'

export type AggregationOperator =
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'count'
  | 'group'
  | 'stddev'
  | 'stdvar'
  | 'quantile'
  | 'topk'
  | 'bottomk'
  | 'count_values'

export interface NumberLiteral {
  readonly kind: 'number'
  readonly span: Span
  readonly value: number
}

export interface StringLiteral {
  readonly kind: 'string'
  readonly span: Span
  readonly value: string
}

/** A metric with matchers; the name, where there is one, is a matcher too. */
export interface VectorSelector {
  readonly kind: 'selector'
  readonly span: Span
  readonly name: string
  readonly matchers: readonly LabelMatcher[]
  readonly offsetMs: number
  readonly at: AtModifier | undefined
}

/** `selector[5m]` */
export interface MatrixSelector {
  readonly kind: 'range'
  readonly span: Span
  readonly selector: VectorSelector
  readonly rangeMs: number
}

/** `expression[1h:5m]`; without a step the engine's own counts. */
export interface Subquery {
  readonly kind: 'subquery'
  readonly span: Span
  readonly expression: Expression
  readonly rangeMs: number
  readonly stepMs: number | undefined
  readonly offsetMs: number
  readonly at: AtModifier | undefined
}

export interface Unary {
  readonly kind: 'unary'
  readonly span: Span
  readonly operator: '-' | '+'
  readonly operand: Expression
}

/** How elements of two vectors find each other; `include` are the labels copied from the side that is one. */
export interface VectorMatching {
  readonly on: boolean
  readonly labels: readonly string[]
  readonly group: 'left' | 'right' | undefined
  readonly include: readonly string[]
}

export interface Binary {
  readonly kind: 'binary'
  readonly span: Span
  readonly operator: BinaryOperator
  readonly operatorSpan: Span
  readonly left: Expression
  readonly right: Expression
  readonly returnBool: boolean
  readonly matching: VectorMatching | undefined
}

export interface Aggregation {
  readonly kind: 'aggregation'
  readonly span: Span
  readonly operator: AggregationOperator
  readonly parameter: Expression | undefined
  readonly expression: Expression
  readonly without: boolean
  readonly grouping: readonly string[]
}

export interface Call {
  readonly kind: 'call'
  readonly span: Span
  readonly name: string
  readonly arguments: readonly Expression[]
}

export interface Parentheses {
  readonly kind: 'parentheses'
  readonly span: Span
  readonly expression: Expression
}

/** A query as a tree; made by `parse`, which has checked it. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Unary
  | Binary
  | Aggregation
  | Call
  | Parentheses

/** The expression inside any parentheses. */
export function unwrap(expression: Expression): Expression {
  let inner = expression
  while (inner.kind === 'parentheses') inner = inner.expression
  return inner
}
