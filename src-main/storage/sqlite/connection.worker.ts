import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { SqlValue } from '../sql-value.ts'
import type {
  ConnectionOptions,
  ConnectionRequest,
  ConnectionResponse,
  Statement,
  StatementResult,
} from './connection-protocol.ts'

/** One connection in a thread of its own: it answers its messages in order. Lean, because the first query waits for it. */

const cachedStatements = 256
const pagesPerBackupStep = 4096
const done: StatementResult = { rows: [], changes: null, lastInsertRowid: null }

type Row = Record<string, SqlValue>

class Connection {
  readonly #statements = new Map<string, Database.Statement<SqlValue[], Row>>()
  #database: Database.Database | null = null

  async answer(request: ConnectionRequest): Promise<StatementResult> {
    switch (request.kind) {
      case 'open':
        return this.#open(request.options)
      case 'execute':
        return this.#execute(request.sql, request.parameters)
      case 'commit':
        return this.#commit(request.statements)
      case 'rollback':
        return this.#rollback()
      case 'backup':
        await this.#opened.backup(request.target, { progress: () => pagesPerBackupStep })
        return done
      case 'close':
        this.#database?.close()
        return done
    }
  }

  get #opened(): Database.Database {
    if (this.#database === null) throw new Error('no file is open')
    return this.#database
  }

  /** Reads the whole schema as well, so that a file that is none is found out now. */
  #open({ file, readOnly, busyTimeoutMs, pragmas }: ConnectionOptions): StatementResult {
    this.#database = new Database(file, { readonly: readOnly, timeout: busyTimeoutMs })
    for (const pragma of pragmas) this.#database.pragma(pragma)
    return this.#execute('select sqlite_version() as version, (select count(*) from sqlite_schema) as objects', [])
  }

  #execute(sql: string, parameters: readonly SqlValue[]): StatementResult {
    const statement = this.#prepare(sql)
    if (statement.reader) return { rows: statement.all(...parameters), changes: null, lastInsertRowid: null }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], changes, lastInsertRowid }
  }

  /** A statement that fails ends the transaction, so that a commit tried again cannot keep a part of it. */
  #commit(statements: readonly Statement[]): StatementResult {
    try {
      for (const { sql, parameters } of statements) this.#execute(sql, parameters)
    } catch (error) {
      this.#rollback()
      throw error
    }
    return this.#execute('commit', [])
  }

  #rollback(): StatementResult {
    if (this.#opened.inTransaction) this.#opened.exec('rollback')
    return done
  }

  #prepare(sql: string): Database.Statement<SqlValue[], Row> {
    const cached = this.#statements.get(sql)
    if (cached !== undefined) {
      this.#statements.delete(sql)
      this.#statements.set(sql, cached)
      return cached
    }
    const statement = this.#opened.prepare<SqlValue[], Row>(sql)
    const [oldest] = this.#statements.keys()
    if (this.#statements.size >= cachedStatements && oldest !== undefined) this.#statements.delete(oldest)
    this.#statements.set(sql, statement)
    return statement
  }
}

function failureOf(id: number, error: unknown): ConnectionResponse {
  const code = error instanceof Database.SqliteError ? error.code : 'DRIVER'
  return { id, ok: false, failure: { code, message: error instanceof Error ? error.message : String(error) } }
}

function serve(port: NonNullable<typeof parentPort>, connection: Connection): void {
  let previous: Promise<void> = Promise.resolve()
  const handle = async (request: ConnectionRequest): Promise<void> => {
    try {
      port.postMessage({
        id: request.id,
        ok: true,
        result: await connection.answer(request),
      } satisfies ConnectionResponse)
    } catch (error) {
      port.postMessage(failureOf(request.id, error))
    }
    if (request.kind === 'close') port.close()
  }
  port.on('message', (request: ConnectionRequest) => {
    previous = previous.then(() => handle(request))
  })
}

if (parentPort !== null) serve(parentPort, new Connection())
