import { SqliteFailure } from '#main/storage/sqlite/sqlite-failure.ts'
import { isStorageError } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { QueryShape } from '#shared/features/database/contract.ts'
import type { DatabaseInsightPorts } from './ports.ts'
import { type Catalogue, readCatalogue } from './repository/catalogue.ts'
import { measuredPlanOf, planOf } from './repository/plan.ts'
import type { ProbedStatement } from './repository/probe.ts'
import { type TriedIndex, tryIndex } from './repository/try-index.ts'
import { suggestIndexes, wholeScans } from './statements/index-suggestions.ts'
import type { QueryStatistics } from './statements/query-statistics.ts'
import { canBePlanned, onlyReads } from './statements/statement-kind.ts'

const copyLimitBytes = 512 * 1024 * 1024
const copyLimitRows = 1_000_000
/** SQLite cannot end a statement early, so what has once taken longer is not carried out again. */
const longestRunMs = 10_000

const orders: Readonly<Record<'total' | 'mean' | 'maximum' | 'calls', (shape: QueryShape) => number>> = {
  total: ({ totalMs }) => totalMs,
  mean: ({ meanMs }) => meanMs,
  maximum: ({ maximumMs }) => maximumMs,
  calls: ({ calls }) => calls,
}

export interface QueryFilter {
  readonly sort: keyof typeof orders
  readonly onlySlow: boolean
  readonly search: string
}

/** Looks into single queries: what they cost, how they are carried out, what an index would bring. */
export class InsightService {
  readonly #storage: DatabaseInsightPorts['storage']
  readonly #statistics: QueryStatistics
  #isTrying = false

  constructor(storage: DatabaseInsightPorts['storage'], statistics: QueryStatistics) {
    this.#storage = storage
    this.#statistics = statistics
  }

  queries({ sort, onlySlow, search }: QueryFilter): { items: QueryShape[]; since: string } {
    const wanted = search.toLowerCase()
    const items = this.#statistics
      .list()
      .filter(({ sql, slowCalls }) => (!onlySlow || slowCalls > 0) && sql.toLowerCase().includes(wanted))
      .sort((left, right) => orders[sort](right) - orders[sort](left))
    return { items, since: this.#statistics.since }
  }

  /** The plan of a query; with `measure` it is carried out once more, which only reading ones are. */
  async explain(id: string, measure: boolean) {
    const statement = this.#statement(id)
    const canMeasure = this.#canRun(id, statement)
    if (measure && !canMeasure) throw new AppError('UNAVAILABLE', { what: 'query-trial' })
    const catalogue = await readCatalogue(this.#storage)
    const { lines, durationMs } = await this.#alone(measure, () =>
      (measure ? measuredPlanOf : planOf)(this.#storage, statement),
    )
    const scansWholeTable = [...wholeScans(lines, statement.sql, catalogue)]
    const suggestions = canMeasure ? suggestIndexes(scansWholeTable, statement.sql, catalogue) : []
    return { plan: lines.join('\n'), scansWholeTable, durationMs, canMeasure, suggestions }
  }

  /** Tries an index on a copy of at most a million rows and 512 MiB, one at a time. */
  async tryIndex(id: string, tried: TriedIndex) {
    const statement = this.#statement(id)
    if (!this.#canRun(id, statement)) throw new AppError('UNAVAILABLE', { what: 'query-trial' })
    const { plan, ...trial } = await this.#alone(true, async () => {
      assertSmall(tried, await readCatalogue(this.#storage))
      return tryIndex(this.#storage, statement, tried)
    })
    return { ...trial, plan: plan.join('\n') }
  }

  reset(): void {
    this.#statistics.reset()
  }

  #statement(id: string): ProbedStatement {
    const statement = this.#statistics.sample(id)
    if (statement === undefined) throw new AppError('NOT_FOUND', { resource: 'query', id })
    if (statement === null || !canBePlanned(statement.sql)) throw new AppError('UNAVAILABLE', { what: 'query-plan' })
    return statement
  }

  #canRun(id: string, { sql }: ProbedStatement): boolean {
    return onlyReads(sql) && this.#statistics.maximumMs(id) <= longestRunMs
  }

  /** What carries statements out runs once at a time. A statement that the database refuses has no plan any more. */
  async #alone<T>(isHeavy: boolean, work: () => Promise<T>): Promise<T> {
    if (isHeavy && this.#isTrying) throw new AppError('UNAVAILABLE', { what: 'query-trial' })
    if (isHeavy) this.#isTrying = true
    try {
      return await work()
    } catch (error) {
      if (isRefusal(error)) throw new AppError('UNAVAILABLE', { what: 'query-plan' }, { cause: error })
      throw error
    } finally {
      if (isHeavy) this.#isTrying = false
    }
  }
}

function assertSmall({ table, columns }: TriedIndex, { tables }: Catalogue): void {
  const known = tables.get(table)
  if (known === undefined) throw new AppError('NOT_FOUND', { resource: 'table', id: table })
  const unknown = columns.find((column, at) => !known.columns.includes(column) || columns.indexOf(column) !== at)
  if (unknown !== undefined) throw new AppError('NOT_FOUND', { resource: 'column', id: unknown })
  if (known.bytes > copyLimitBytes || known.rows > copyLimitRows) {
    throw new AppError('PAYLOAD_TOO_LARGE', { limitBytes: copyLimitBytes })
  }
}

function isRefusal(error: unknown): boolean {
  if (error instanceof SqliteFailure) return true
  return (['DATABASE_QUERY_FAILED', 'DATABASE_TIMEOUT', 'DATABASE_READ_ONLY'] as const).some((code) =>
    isStorageError(error, code),
  )
}
