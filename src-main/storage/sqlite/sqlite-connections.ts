import { StorageError } from '../storage-error.ts'
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
  readonly #readers: ReaderPool
  #writer: WorkerConnection
  #closing: Promise<void> | null = null
  readonly #running = new Set<symbol>()
  #becameQuiet: (() => void) | null = null

  /** Opens the writer, which makes the file when there is none. */
  static async open(settings: SqliteConnectionSettings): Promise<SqliteConnections> {
    return new SqliteConnections(settings, await openWriter(settings.file))
  }

  private constructor(settings: SqliteConnectionSettings, writer: WorkerConnection) {
    this.#settings = settings
    this.#writer = writer
    this.#writerLock = new FairLock(settings.writerWaitMs)
    this.#readers = new ReaderPool(() => openReader(settings.file), settings.maximumReaders)
  }

  get engineVersion(): string {
    return this.#writer.engineVersion
  }

  status(): { total: number; idle: number; waiting: number; maximum: number } {
    return {
      total: 1 + this.#readers.total,
      idle: (this.#writerLock.held ? 0 : 1) + this.#readers.idle,
      waiting: this.#writerLock.waiting + this.#readers.waiting,
      maximum: 1 + this.#settings.maximumReaders,
    }
  }

  readonly withReader = async <T>(work: (connection: WorkerConnection) => Promise<T>): Promise<T> => {
    const leave = this.#enter()
    return this.#readers.run(work).finally(leave)
  }

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
    const leave = this.#enter()
    let unlock = (): void => {}
    const release = (): void => {
      unlock()
      leave()
    }
    try {
      unlock = await this.#writerLock.acquire()
      if (this.#writer.ended) this.#writer = await openWriter(this.#settings.file)
      return { connection: this.#writer, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** Opens a reader now, so that the first query need not. */
  async warmUp(): Promise<void> {
    await this.withReader((connection) => connection.execute('select 1'))
  }

  /** Waits for what runs, refuses what comes, and leaves no write-ahead log behind. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#quiet()
    await this.#readers.close()
    if (this.#writer.ended) return
    await this.#writer.execute('pragma optimize')
    await this.#writer.close()
  }

  /** Counts a call in; the result counts it out, once. */
  #enter(): () => void {
    if (this.#closing !== null) throw new StorageError('DATABASE_CLOSED', {})
    const call = Symbol('call')
    this.#running.add(call)
    return () => {
      this.#running.delete(call)
      if (this.#running.size === 0) this.#becameQuiet?.()
    }
  }

  async #quiet(): Promise<void> {
    if (this.#running.size === 0) return
    await new Promise<void>((resolve) => {
      this.#becameQuiet = resolve
    })
  }
}

function openWriter(file: string): Promise<WorkerConnection> {
  return WorkerConnection.open({ file, readOnly: false, busyTimeoutMs, pragmas: writerPragmas })
}

function openReader(file: string): Promise<WorkerConnection> {
  return WorkerConnection.open({ file, readOnly: true, busyTimeoutMs, pragmas: commonPragmas })
}
