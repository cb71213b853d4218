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
export { evaluateInstant, evaluateRange } from './engine.ts'
export type { Position } from './errors.ts'
export {
  PromqlEvaluationError,
  PromqlInterruptedError,
  PromqlLimitError,
  PromqlSyntaxError,
  positionOf,
} from './errors.ts'
export { formatDecimal, formatNumber } from './format-number.ts'
export { matchesLabels, matchesValue } from './matching.ts'
export type { EvaluationOptions, InstantOptions, RangeOptions } from './options.ts'
export { typeOf } from './parser/check.ts'
export { formatDuration, parseDuration } from './parser/duration.ts'
export { parse } from './parser/index.ts'
export { print } from './print.ts'
export { formatLabels } from './print-labels.ts'
export type { Annotation, InstantResult, QueryResult, QueryValue, RangeResult, Sample, Series } from './result.ts'
export { describeAnnotation } from './result.ts'
export { type NotedValue, parseMetric, parseSeriesNotation, SeriesNotationError } from './series-notation.ts'
