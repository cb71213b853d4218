import { Worker } from 'node:worker_threads'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type {
  LogIndexCallName,
  LogIndexCalls,
  LogIndexRequest,
  LogIndexResponse,
  LogSourceFiles,
} from './log-index-protocol.ts'

interface Waiting {
  resolve(answer: LogIndexCalls[LogIndexCallName]['answer']): void
  reject(error: Error): void
}

/** Of a log with many segments the heap of the thread stays within it; columns and pages lie outside. */
const heapMegabytes = 256
const mostWaiting = 200

/** Asks the thread that indexes logs. A thread that ended is started again with the sources it had. */
export class LogIndexClient {
  readonly #log: Logger
  readonly #sources = new Map<string, LogSourceFiles>()
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0
  #stopped = false

  constructor(log: Logger) {
    this.#log = log
  }

  /** Ends the thread with its owner. */
  start(owner: Owner): void {
    owner.own('log index', () => this.#stop())
  }

  async open(source: string, files: LogSourceFiles): Promise<void> {
    this.#sources.set(source, files)
    try {
      await this.ask(source, 'open', { files })
    } catch (error) {
      this.#sources.delete(source)
      throw error
    }
  }

  async close(source: string): Promise<void> {
    this.#sources.delete(source)
    await this.ask(source, 'close', {})
  }

  /** One question. Rejects when the thread ends, has too many waiting, or the source is not open. */
  ask<N extends LogIndexCallName>(
    source: string,
    name: N,
    given: LogIndexCalls[N]['arguments'],
  ): Promise<LogIndexCalls[N]['answer']> {
    if (this.#stopped) return Promise.reject(new Error('the log index has stopped'))
    if (this.#waiting.size >= mostWaiting) return Promise.reject(new Error('the log index has too much to answer'))
    const worker = this.#running()
    return new Promise((resolve, reject) => {
      this.#send(worker, source, name, given, { resolve, reject })
    })
  }

  #send<N extends LogIndexCallName>(
    worker: Worker,
    source: string,
    name: N,
    given: LogIndexCalls[N]['arguments'],
    waiting: { resolve(answer: LogIndexCalls[N]['answer']): void; reject(error: Error): void },
  ): void {
    this.#lastId += 1
    // The compiler cannot pair a name with its arguments and its answer; the one caller does.
    // Answers come back under the id of their question, so each has the type of its name.
    this.#waiting.set(this.#lastId, waiting as Waiting)
    worker.postMessage({ id: this.#lastId, source, name, arguments: given } as LogIndexRequest)
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(new URL('./log-index.worker.ts', import.meta.url), {
      execArgv: [],
      name: 'log-index',
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    })
    worker.unref()
    worker.on('message', (response: LogIndexResponse) => this.#receive(response))
    worker.on('error', (error) => this.#log.error('the index of the log failed and starts again', { error }))
    worker.on('exit', () => this.#ended(worker))
    this.#worker = worker
    for (const [source, files] of this.#sources) {
      this.#send(worker, source, 'open', { files }, { resolve: () => {}, reject: () => {} })
    }
    return worker
  }

  #receive(response: LogIndexResponse): void {
    if (response.kind === 'trouble') {
      this.#log.warning('the index of the log has trouble', { source: response.source, reason: response.message })
      return
    }
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if (response.kind === 'answer') waiting?.resolve(response.answer)
    else waiting?.reject(new Error(response.message))
  }

  #ended(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null
    for (const waiting of this.#waiting.values()) waiting.reject(new Error('the log index has ended'))
    this.#waiting.clear()
  }

  async #stop(): Promise<void> {
    this.#stopped = true
    await this.#worker?.terminate()
  }
}
