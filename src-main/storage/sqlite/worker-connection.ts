import { Worker } from 'node:worker_threads'
import type { SqlValue } from '../sql-value.ts'
import type {
  ConnectionOptions,
  ConnectionRequest,
  ConnectionResponse,
  Statement,
  StatementResult,
} from './connection-protocol.ts'
import { SqliteFailure } from './sqlite-failure.ts'

interface Waiting {
  resolve(result: StatementResult): void
  reject(error: Error): void
}

type RequestBody = ConnectionRequest extends infer R ? (R extends ConnectionRequest ? Omit<R, 'id'> : never) : never

/** One SQLite connection in a worker thread. Requests are answered in their order; failures are `SqliteFailure`. */
export class WorkerConnection {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<void>
  #lastId = 0
  #ended = false
  #version = ''
  #objects = 0

  /** Starts a thread and opens the file in it; rejects when the engine refuses it. */
  static async open(options: ConnectionOptions): Promise<WorkerConnection> {
    const connection = WorkerConnection.start()
    await connection.open(options)
    return connection
  }

  /** Starts a thread that has no file open yet, so that its start need not be waited for later. */
  static start(): WorkerConnection {
    return new WorkerConnection()
  }

  private constructor() {
    this.#worker = new Worker(new URL('./connection.worker.ts', import.meta.url), { execArgv: [], name: 'sqlite' })
    this.#worker.on('message', (response: ConnectionResponse) => this.#receive(response))
    this.#worker.on('error', (error) => this.#end(error))
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end(new SqliteFailure({ code: 'SQLITE_IOERR', message: 'the connection has ended' }))
        resolve()
      })
    })
  }

  /** Opens the file. A connection whose file is refused ends. */
  async open(options: ConnectionOptions): Promise<void> {
    try {
      const { rows } = await this.#send({ kind: 'open', options })
      this.#version = String(rows[0]?.version)
      this.#objects = Number(rows[0]?.objects)
    } catch (error) {
      await this.close()
      throw error
    }
  }

  get engineVersion(): string {
    return this.#version
  }

  /** Tables, indexes and so on in the file when it was opened. */
  get objectsAtOpen(): number {
    return this.#objects
  }

  /** Whether its thread is gone; a new connection must be opened then. */
  get ended(): boolean {
    return this.#ended
  }

  execute(sql: string, parameters: readonly SqlValue[] = []): Promise<StatementResult> {
    return this.#send({ kind: 'execute', sql, parameters })
  }

  /** Executes the statements and commits. When one of them fails, the transaction ends without its changes. */
  async commit(statements: readonly Statement[]): Promise<void> {
    await this.#send({ kind: 'commit', statements })
  }

  /** Ends a transaction without its changes; does nothing when there is none. */
  async rollback(): Promise<void> {
    await this.#send({ kind: 'rollback' })
  }

  /** Writes a consistent copy with the engine's backup interface. */
  async backup(target: string): Promise<void> {
    await this.#send({ kind: 'backup', target })
  }

  /** Waits for what was sent before, then closes the file and ends the thread. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#send({ kind: 'close' })
    await this.#exited
  }

  #send(body: RequestBody): Promise<StatementResult> {
    if (this.#ended)
      return Promise.reject(new SqliteFailure({ code: 'SQLITE_IOERR', message: 'the connection has ended' }))
    this.#lastId += 1
    const answer = this.#answerTo(this.#lastId)
    this.#worker.postMessage({ id: this.#lastId, ...body } satisfies ConnectionRequest)
    return answer
  }

  #answerTo(id: number): Promise<StatementResult> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #receive(response: ConnectionResponse): void {
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if (response.ok) waiting?.resolve(response.result)
    else waiting?.reject(new SqliteFailure(response.failure))
  }

  #end(error: Error): void {
    this.#ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}
