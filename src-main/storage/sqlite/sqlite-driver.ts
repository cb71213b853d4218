import { CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import type { EngineConnection, EngineDriver, WaitedResult } from '../observed-driver.ts'
import { bindableParameters } from '../sql-value.ts'
import type { StatementResult } from './connection-protocol.ts'
import type { SqliteConnections, WriterLease } from './sqlite-connections.ts'
import { needsWriter } from './statement-route.ts'
import { whileBusy } from './while-busy.ts'

function resultOf<R>({ rows, changes, lastInsertRowid }: StatementResult): QueryResult<R> {
  return {
    // The row type is what the query builder derived from the statement.
    rows: rows as R[],
    ...(changes === null ? {} : { numAffectedRows: BigInt(changes) }),
    ...(lastInsertRowid === null ? {} : { insertId: BigInt(lastInsertRowid) }),
  }
}

/**
 * Kysely's view of the connections: reading statements go to a reader, everything else to the one writer. A transaction
 * has the writer for itself from its begin to its end.
 */
export class SqliteDriver implements EngineDriver {
  readonly #connections: SqliteConnections
  readonly #lockWaitMs: number

  constructor(connections: SqliteConnections, lockWaitMs: number) {
    this.#connections = connections
    this.#lockWaitMs = lockWaitMs
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SqliteConnection(this.#connections, this.#lockWaitMs)
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await sqliteConnection(connection).begin()
  }

  async commitTransaction(connection: DatabaseConnection, statements: readonly CompiledQuery[] = []): Promise<void> {
    await sqliteConnection(connection).commit(statements)
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await sqliteConnection(connection).rollback()
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(savepointCommand('savepoint', name))
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(savepointCommand('rollback to', name))
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(savepointCommand('release', name))
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await sqliteConnection(connection).rollback()
  }

  destroy(): Promise<void> {
    return this.#connections.close()
  }
}

function savepointCommand(command: string, name: string): CompiledQuery {
  return CompiledQuery.raw(`${command} "${name.replaceAll('"', '""')}"`)
}

function sqliteConnection(connection: DatabaseConnection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection
  throw new TypeError('not a connection of this driver')
}

class SqliteConnection implements EngineConnection {
  readonly #connections: SqliteConnections
  readonly #lockWaitMs: number
  #lease: WriterLease | null = null

  constructor(connections: SqliteConnections, lockWaitMs: number) {
    this.#connections = connections
    this.#lockWaitMs = lockWaitMs
  }

  async executeQuery<R>(query: CompiledQuery): Promise<WaitedResult<R>> {
    const parameters = bindableParameters(query.parameters)
    const lease = this.#lease
    if (lease !== null) return resultOf(await lease.connection.execute(query.sql, parameters))
    const askedAt = performance.now()
    const work = needsWriter(query) ? this.#connections.withWriter : this.#connections.withReader
    return work(async (connection) => {
      const waitedMs = performance.now() - askedAt
      const result = await whileBusy(this.#lockWaitMs, () => connection.execute(query.sql, parameters))
      return { ...resultOf<R>(result), waitedMs }
    })
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new TypeError('streams are refused above this driver')
  }

  async begin(): Promise<void> {
    const lease = await this.#connections.leaseWriter()
    try {
      await whileBusy(this.#lockWaitMs, () => lease.connection.execute('begin immediate'))
      this.#lease = lease
    } catch (error) {
      lease.release()
      throw error
    }
  }

  async commit(statements: readonly CompiledQuery[]): Promise<void> {
    const lease = this.#lease
    if (lease === null) return
    let left = statements.map(({ sql, parameters }) => ({ sql, parameters: bindableParameters(parameters) }))
    await whileBusy(this.#lockWaitMs, () => {
      const first = left
      left = []
      return lease.connection.commit(first)
    })
    this.#end()
  }

  async rollback(): Promise<void> {
    const lease = this.#lease
    if (lease === null) return
    try {
      if (!lease.connection.ended) await lease.connection.rollback()
    } finally {
      this.#end()
    }
  }

  #end(): void {
    this.#lease?.release()
    this.#lease = null
  }
}
