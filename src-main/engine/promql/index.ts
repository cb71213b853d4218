export type { Binary, Expression, Span } from './ast.ts'
export { unwrap } from './ast.ts'
export { evaluateInstant, evaluateRange } from './engine.ts'
export {
  PromqlEvaluationError,
  PromqlInterruptedError,
  PromqlLimitError,
  PromqlSyntaxError,
} from './errors.ts'
export { formatDecimal, formatNumber } from './format-number.ts'
export { matchesLabels } from './matching.ts'
export type { EvaluationOptions } from './options.ts'
export { typeOf } from './parser/check.ts'
export { formatDuration, parseDuration } from './parser/duration.ts'
export { parse } from './parser/index.ts'
export { formatLabels } from './print-labels.ts'
export type { Annotation, InstantResult, QueryResult, QueryValue, Sample, Series } from './result.ts'
export { describeAnnotation } from './result.ts'
export { parseMetric, parseSeriesNotation, SeriesNotationError } from './series-notation.ts'
