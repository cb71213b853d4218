import type { Clock } from '#main/platform/clock.ts'
import type { ExecutedQuery } from '#main/storage/executed-query.ts'
import type { SqlValue } from '#main/storage/sql-value.ts'
import type { QueryShape } from '#shared/features/database/contract.ts'
import { type StatementShape, shapeOf } from './query-shape.ts'

const mostShapes = 1_000
const longestKnownText = 4_000
const longestSample = 8_000
const mostSampleValues = 2_000

/** A statement as it was last carried out, with its values: it never leaves the process. */
export interface StatementSample {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

interface Counted {
  readonly shape: StatementShape
  calls: number
  slowCalls: number
  totalMs: number
  maximumMs: number
  rows: number
  lastSeenMs: number
  sample: StatementSample | null
}

/** What the statements of each shape cost since the start. Of 1,000 shapes the one that was met longest ago goes. */
export class QueryStatistics {
  readonly #clock: Clock
  readonly #slowQueryMs: number
  readonly #counted = new Map<string, Counted>()
  readonly #shapeOfText = new Map<string, StatementShape>()
  #since: Date

  constructor(clock: Clock, slowQueryMs: number) {
    this.#clock = clock
    this.#slowQueryMs = slowQueryMs
    this.#since = clock.now()
  }

  get since(): string {
    return this.#since.toISOString()
  }

  /** Counts a statement. Those that ask for a plan are nobody's work and are left out. */
  readonly observe = (query: ExecutedQuery): void => {
    if (/^\s*explain\b/i.test(query.sql)) return
    const counted = this.#countedFor(this.#shape(query.sql))
    counted.calls += 1
    if (query.durationMs >= this.#slowQueryMs) counted.slowCalls += 1
    counted.totalMs += query.durationMs
    counted.maximumMs = Math.max(counted.maximumMs, query.durationMs)
    counted.rows += query.rows
    counted.lastSeenMs = this.#clock.now().getTime()
    if (!query.failed) counted.sample = sampleOf(query) ?? counted.sample
  }

  list(): QueryShape[] {
    return [...this.#counted.values()].map(({ shape, sample: _, lastSeenMs, ...figures }) => ({
      ...shape,
      ...figures,
      meanMs: figures.totalMs / figures.calls,
      lastSeenAt: new Date(lastSeenMs).toISOString(),
    }))
  }

  /** The last statement of a shape; null when there was none short enough to keep, undefined for an unknown shape. */
  sample(id: string): StatementSample | null | undefined {
    return this.#counted.get(id)?.sample
  }

  /** The longest run of a shape so far. */
  maximumMs(id: string): number {
    return this.#counted.get(id)?.maximumMs ?? 0
  }

  reset(): void {
    this.#counted.clear()
    this.#since = this.#clock.now()
  }

  #countedFor(shape: StatementShape): Counted {
    const known = this.#counted.get(shape.id)
    const counted = known ?? {
      ...{ shape, calls: 0, slowCalls: 0, totalMs: 0, maximumMs: 0, rows: 0, lastSeenMs: 0, sample: null },
    }
    keepLatest(this.#counted, shape.id, counted)
    return counted
  }

  #shape(sql: string): StatementShape {
    if (sql.length > longestKnownText) return shapeOf(sql)
    const shape = this.#shapeOfText.get(sql) ?? shapeOf(sql)
    keepLatest(this.#shapeOfText, sql, shape)
    return shape
  }
}

function keepLatest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > mostShapes && oldest !== undefined) map.delete(oldest)
}

function sampleOf({ sql, parameters }: ExecutedQuery): StatementSample | null {
  const size = parameters.reduce<number>((sum, value) => sum + sizeOf(value), 0)
  return sql.length <= longestSample && size <= mostSampleValues ? { sql, parameters } : null
}

function sizeOf(value: SqlValue): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}
