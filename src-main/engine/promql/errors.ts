import type { Span } from './ast.ts'

/** Line and column of a place in a query, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** A query that cannot be read, or whose parts do not fit together. The message carries the place as Prometheus does. */
export class PromqlSyntaxError extends Error {
  override readonly name = 'PromqlSyntaxError'
  readonly span: Span
  readonly line: number
  readonly column: number
  /** What is wrong, without the place. */
  readonly reason: string

  constructor(text: string, span: Span, reason: string) {
    const { line, column } = positionOf(text, span.from)
    super(`${line}:${column}: parse error: ${reason}`)
    this.span = span
    this.line = line
    this.column = column
    this.reason = reason
  }
}

/** A query that was right and has no answer on this data, for example because matching labels are not unique. */
export class PromqlEvaluationError extends Error {
  override readonly name = 'PromqlEvaluationError'
  readonly span: Span | undefined

  constructor(message: string, span?: Span) {
    super(message)
    this.span = span
  }
}

/** A query that would hold more samples at once than it may. */
export class PromqlLimitError extends Error {
  override readonly name = 'PromqlLimitError'
  readonly maxSamples: number

  constructor(maxSamples: number) {
    super('query processing would load too many samples into memory in query execution')
    this.maxSamples = maxSamples
  }
}

/** A query that took longer than it may, or that the caller gave up. */
export class PromqlInterruptedError extends Error {
  override readonly name = 'PromqlInterruptedError'
  readonly reason: 'timeout' | 'cancelled'

  constructor(reason: 'timeout' | 'cancelled') {
    super(
      reason === 'timeout' ? 'query timed out in expression evaluation' : 'query was canceled in expression evaluation',
    )
    this.reason = reason
  }
}
