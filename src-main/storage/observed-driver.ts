import type { CompiledQuery, DatabaseConnection, Driver, QueryCompiler, QueryResult, TransactionSettings } from 'kysely'
import type { ConnectionGate } from './connection-gate.ts'
import type { QueryListeners } from './executed-query.ts'
import { bindableParameters, type SqlValue } from './sql-value.ts'
import { StorageError } from './storage-error.ts'
import type { TransactionScope } from './transaction-scope.ts'

/** A result that also says how long its statement waited for a connection. */
export interface WaitedResult<R> extends QueryResult<R> {
  readonly waitedMs?: number
}

/** A connection of one engine below the rules that hold for both. */
export interface EngineConnection extends DatabaseConnection {
  executeQuery<R>(query: CompiledQuery): Promise<WaitedResult<R>>
}

/** The driver of one engine below the rules that hold for both. */
export interface EngineDriver extends Driver {
  /** Executes the statements and commits, with one message; when a statement fails, nothing is kept. */
  commitTransaction(connection: DatabaseConnection, statements?: readonly CompiledQuery[]): Promise<void>
}

export interface DriverRules {
  readonly gate: ConnectionGate
  readonly scope: TransactionScope
  readonly queries: QueryListeners
  /** Gives an engine's error its code; errors that are none of the engine's come back as they are. */
  readonly translate: (error: unknown) => unknown
}

/** What holds for both engines: the transaction rule, the parameters, coded errors, and telling what was executed. */
export class ObservedDriver implements Driver {
  readonly #inner: EngineDriver
  readonly #rules: DriverRules

  constructor(inner: EngineDriver, rules: DriverRules) {
    this.#inner = inner
    this.#rules = rules
  }

  init(): Promise<void> {
    return this.#inner.init()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#rules.scope.assertOutside()
    const leave = this.#rules.gate.enter()
    try {
      const inner = await this.#translated(() => this.#inner.acquireConnection())
      return new ObservedConnection(inner, this.#rules, leave)
    } catch (error) {
      leave()
      throw error
    }
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#rules.scope.assertOpening()
    await this.#translated(() => this.#inner.beginTransaction(innerOf(connection), settings))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const statements = this.#rules.scope.statementsAtCommit().map(bindable)
    const startedAt = performance.now()
    let failed = true
    try {
      await this.#translated(() => this.#inner.commitTransaction(innerOf(connection), statements))
      failed = false
    } finally {
      const durationMs = performance.now() - startedAt
      for (const { sql, parameters } of statements)
        this.#rules.queries.tell({ sql, parameters, durationMs, failed, rows: 0 })
    }
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#translated(() => this.#inner.rollbackTransaction(innerOf(connection)))
  }

  async savepoint(connection: DatabaseConnection, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await this.#inner.savepoint?.(innerOf(connection), name, compile)
  }

  async rollbackToSavepoint(
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#inner.rollbackToSavepoint?.(innerOf(connection), name, compile)
  }

  async releaseSavepoint(
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#inner.releaseSavepoint?.(innerOf(connection), name, compile)
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    try {
      await this.#inner.releaseConnection(innerOf(connection))
    } finally {
      if (connection instanceof ObservedConnection) connection.leave()
    }
  }

  destroy(): Promise<void> {
    return this.#inner.destroy()
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw this.#rules.translate(error)
    }
  }
}

class ObservedConnection implements DatabaseConnection {
  readonly inner: EngineConnection
  readonly leave: () => void
  readonly #rules: DriverRules

  constructor(inner: EngineConnection, rules: DriverRules, leave: () => void) {
    this.inner = inner
    this.#rules = rules
    this.leave = leave
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = bindableParameters(query.parameters)
    const startedAt = performance.now()
    const tell = (failed: boolean, waitedMs: number, rows: number): void =>
      this.#rules.queries.tell({
        sql: query.sql,
        parameters,
        durationMs: performance.now() - startedAt - waitedMs,
        failed,
        rows,
      })
    try {
      const result = await this.inner.executeQuery<R>({ ...query, parameters })
      tell(false, result.waitedMs ?? 0, Number(result.numAffectedRows ?? result.rows.length))
      return result
    } catch (error) {
      tell(true, 0, 0)
      throw this.#rules.translate(error)
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new StorageError('DATABASE_MISUSE', { rule: 'read long lists page by page' })
  }
}

function bindable(query: CompiledQuery): CompiledQuery & { readonly parameters: readonly SqlValue[] } {
  return { ...query, parameters: bindableParameters(query.parameters) }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof ObservedConnection ? connection.inner : connection
}
