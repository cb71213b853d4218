import type { ExecutedQuery, QueryListener } from './executed-query.ts'
import type { SqlValue } from './sql-value.ts'

/** What may be told of a parameter: never its value. `length` counts characters or bytes. */
export interface ParameterSummary {
  readonly type: 'null' | 'number' | 'text' | 'bytes'
  readonly length: number | null
}

export interface QuerySummary {
  /** The statement with its placeholders, cut. */
  readonly sql: string
  readonly parameters: readonly ParameterSummary[]
  readonly durationMs: number
}

const longestText = 200

/** A query listener that reports the statements which took `thresholdMs` or longer, without their values. */
export function slowQueryListener(report: (query: QuerySummary) => void, thresholdMs: number): QueryListener {
  return (query) => {
    if (query.durationMs >= thresholdMs) report(summaryOf(query))
  }
}

/** What may be written down about a statement. */
export function summaryOf({ sql, parameters, durationMs }: ExecutedQuery): QuerySummary {
  return {
    sql: sql.length > longestText ? `${sql.slice(0, longestText)}…` : sql,
    parameters: parameters.map(summaryOfParameter),
    durationMs,
  }
}

function summaryOfParameter(value: SqlValue): ParameterSummary {
  if (value === null) return { type: 'null', length: null }
  if (typeof value === 'string') return { type: 'text', length: value.length }
  if (value instanceof Uint8Array) return { type: 'bytes', length: value.byteLength }
  return { type: 'number', length: null }
}
