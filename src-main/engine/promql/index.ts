export type {
  Aggregation,
  AggregationOperator,
  AtModifier,
  Binary,
  BinaryOperator,
  Call,
  Expression,
  MatrixSelector,
  NumberLiteral,
  Parentheses,
  Span,
  StringLiteral,
  Subquery,
  Unary,
  ValueType,
  VectorMatching,
  VectorSelector,
} from './ast.ts'
export { unwrap } from './ast.ts'
export type { Position } from './errors.ts'
export {
  PromqlEvaluationError,
  PromqlInterruptedError,
  PromqlLimitError,
  PromqlSyntaxError,
  positionOf,
} from './errors.ts'
export type { EvaluationOptions, InstantOptions, RangeOptions } from './options.ts'
export type { Annotation, InstantResult, QueryResult, QueryValue, RangeResult, Sample, Series } from './result.ts'
