import { FairLock } from './fair-lock.ts'
import { ReaderPool } from './reader-pool.ts'
import { WorkerConnection } from './worker-connection.ts'

export interface WriterLease {
  readonly connection: WorkerConnection
  release(): void
}

export interface SqliteConnectionSettings {
  readonly file: string
  readonly maximumReaders: number
  /** Longest wait for the writer while others have it. */
  readonly writerWaitMs: number
}

const busyTimeoutMs = 50
const commonPragmas = ['cache_size = -16000', 'temp_store = memory', 'trusted_schema = off', 'cell_size_check = on']
// A commit is on the disk when it is acknowledged (synchronous = full): a power cut loses nothing that was promised.
const writerPragmas = [
  'journal_mode = wal',
  'synchronous = full',
  'foreign_keys = on',
  'journal_size_limit = 67108864',
  ...commonPragmas,
]

/** The connections to one file: one that writes, and some that read while it does. */
export class SqliteConnections {
  readonly #settings: SqliteConnectionSettings
  readonly #writerLock: FairLock
  readonly #readers: ReaderPool<WorkerConnection>
  #writer: WorkerConnection
  /** A thread for the next reader. */
  #started: WorkerConnection | null

  /** Opens the writer, which makes the file when there is none, and has a first reader on its way. */
  static async open(settings: SqliteConnectionSettings): Promise<SqliteConnections> {
    const firstReader = WorkerConnection.start()
    try {
      return new SqliteConnections(settings, await openWriter(settings.file), firstReader)
    } catch (error) {
      await firstReader.close()
      throw error
    }
  }

  private constructor(settings: SqliteConnectionSettings, writer: WorkerConnection, firstReader: WorkerConnection) {
    this.#settings = settings
    this.#writer = writer
    this.#writerLock = new FairLock(settings.writerWaitMs)
    this.#started = firstReader
    this.#readers = new ReaderPool(() => this.#openReader(), settings.maximumReaders)
  }

  get engineVersion(): string {
    return this.#writer.engineVersion
  }

  /** Whether tables were in the file when it was opened. */
  get hadContent(): boolean {
    return this.#writer.objectsAtOpen > 0
  }

  status(): { total: number; idle: number; waiting: number; maximum: number } {
    return {
      total: 1 + this.#readers.total,
      idle: (this.#writerLock.held ? 0 : 1) + this.#readers.idle,
      waiting: this.#writerLock.waiting + this.#readers.waiting,
      maximum: 1 + this.#settings.maximumReaders,
    }
  }

  readonly withReader = <T>(work: (connection: WorkerConnection) => Promise<T>): Promise<T> => this.#readers.run(work)

  readonly withWriter = async <T>(work: (connection: WorkerConnection) => Promise<T>): Promise<T> => {
    const lease = await this.leaseWriter()
    try {
      return await work(lease.connection)
    } finally {
      lease.release()
    }
  }

  /** The writer for one caller alone, until it releases it. */
  async leaseWriter(): Promise<WriterLease> {
    const release = await this.#writerLock.acquire()
    try {
      if (this.#writer.ended) this.#writer = await openWriter(this.#settings.file)
      return { connection: this.#writer, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** Closes all and leaves no write-ahead log behind; call it when nothing runs any more. */
  async close(): Promise<void> {
    await this.#started?.close()
    await this.#readers.close()
    if (this.#writer.ended) return
    // Only advice for later queries: a full disk must not keep the file from being closed.
    await this.#writer.execute('pragma optimize').catch(() => null)
    await this.#writer.close()
  }

  async #openReader(): Promise<WorkerConnection> {
    const started = this.#started
    this.#started = null
    const connection = started === null || started.ended ? WorkerConnection.start() : started
    await connection.open({ file: this.#settings.file, readOnly: true, busyTimeoutMs, pragmas: commonPragmas })
    return connection
  }
}

function openWriter(file: string): Promise<WorkerConnection> {
  return WorkerConnection.open({ file, readOnly: false, busyTimeoutMs, pragmas: writerPragmas })
}
