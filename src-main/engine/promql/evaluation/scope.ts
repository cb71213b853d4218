import type { SeriesSource } from '../../timeseries/index.ts'
import type { Span } from '../ast.ts'
import type { Annotation } from '../result.ts'
import type { Budget } from './budget.ts'
import type { Column } from './column.ts'
import type { Grid } from './grid.ts'

/** What everything in one query shares. */
export interface QueryState {
  readonly source: SeriesSource
  readonly lookbackMs: number
  readonly defaultSubqueryStepMs: number
  readonly delayedNameRemoval: boolean
  readonly leftClosed: boolean
  /** The ends of the whole query, for `@ start()` and `@ end()`. */
  readonly startMs: number
  readonly endMs: number
  readonly budget: Budget
  readonly notes: Notes
}

/** Where a part of a query is evaluated: a subquery has a grid of its own. */
export interface Scope {
  readonly query: QueryState
  readonly grid: Grid
}

export type Value =
  | { readonly kind: 'scalar'; readonly values: Float64Array }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'vector'; readonly columns: readonly Column[] }

/** What a reader of the answer should know, each thing once, and how many series were found. */
export class Notes {
  readonly #annotations = new Map<string, Annotation>()
  inputSeries = 0

  warn(span: Span, message: string): void {
    this.#add({ severity: 'warning', span, message: `PromQL warning: ${message}` })
  }

  inform(span: Span, message: string): void {
    this.#add({ severity: 'info', span, message: `PromQL info: ${message}` })
  }

  #add(annotation: Annotation): void {
    this.#annotations.set(`${annotation.message} ${annotation.span.from}`, annotation)
  }

  get annotations(): readonly Annotation[] {
    return [...this.#annotations.values()]
  }
}
