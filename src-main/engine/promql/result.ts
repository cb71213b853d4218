import type { Labels } from '../timeseries/index.ts'
import type { Span } from './ast.ts'
import { positionOf } from './errors.ts'

/** Something a reader of the answer should know; `info` is milder than `warning`. The span is what it is about. */
export interface Annotation {
  readonly severity: 'warning' | 'info'
  readonly message: string
  readonly span: Span
}

/** An annotation as Prometheus writes it: with line and column in the query's text. */
export function describeAnnotation(annotation: Annotation, text: string): string {
  const { line, column } = positionOf(text, annotation.span.from)
  return `${annotation.message} (${line}:${column})`
}

/** One element of an instant answer. */
export interface Sample {
  readonly labels: Labels
  readonly timestampMs: number
  readonly value: number
}

/** One series of an answer: milliseconds and values, without gaps filled in. */
export interface Series {
  readonly labels: Labels
  readonly timestamps: Float64Array
  readonly values: Float64Array
}

export type QueryValue =
  | { readonly kind: 'scalar'; readonly timestampMs: number; readonly value: number }
  | { readonly kind: 'string'; readonly timestampMs: number; readonly value: string }
  | { readonly kind: 'vector'; readonly samples: readonly Sample[] }
  | { readonly kind: 'matrix'; readonly series: readonly Series[] }

/** An answer; `inputSeries` is how many series the selectors found, by which no data is told apart from a false condition. */
export interface QueryResult<Value extends QueryValue = QueryValue> {
  readonly value: Value
  readonly annotations: readonly Annotation[]
  readonly inputSeries: number
}

export type InstantResult = QueryResult
export type RangeResult = QueryResult<Extract<QueryValue, { kind: 'matrix' }>>
