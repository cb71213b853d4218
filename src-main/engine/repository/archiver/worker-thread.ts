import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts'

/** Workers handle large buffers and little else; the default would let each grow a young generation of 48 MB. */
const youngGenerationMb = 3

/** Takes what a worker answers to one job. */
export type Receiver = (message: FromWorker) => void

/** One worker thread and the jobs it has been given. After a failure it answers nothing more; `onFailure` is told once. */
export class WorkerThread {
  readonly #worker: Worker
  readonly #receivers = new Map<number, Receiver>()
  #lastJob = 0
  #closing = false
  /** Bytes of work waiting in this thread, for choosing the least busy one. */
  load = 0
  /** Batches of small files on their way. */
  batches = 0
  readsLargeFile = false

  constructor(settings: WorkerSettings, onFailure: (error: Error) => void) {
    this.#worker = new Worker(new URL('./worker/archiver.worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    })
    this.#worker.on('message', (message: FromWorker) => this.#receive(message, onFailure))
    this.#worker.on('messageerror', onFailure)
    this.#worker.on('error', onFailure)
    this.#worker.on('exit', (code) => {
      if (!this.#closing) onFailure(new Error(`a backup worker stopped unexpectedly with exit code ${code}`))
    })
  }

  /** Begins a job: sends the message built with its number and hands every answer to `receive` until `end`. */
  begin(build: (job: number) => ToWorker, receive: Receiver, transfer: ArrayBuffer[] = []): number {
    this.#lastJob += 1
    this.#receivers.set(this.#lastJob, receive)
    this.#worker.postMessage(build(this.#lastJob), transfer)
    return this.#lastJob
  }

  /** Sends a further message of a job that was begun. */
  send(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  end(job: number): void {
    this.#receivers.delete(job)
  }

  /** Begins a job that has exactly one answer. */
  ask(build: (job: number) => ToWorker, transfer: ArrayBuffer[] = []): Promise<FromWorker> {
    return new Promise((resolve) => {
      const receive: Receiver = (message) => {
        this.end(message.job)
        resolve(message)
      }
      this.begin(build, receive, transfer)
    })
  }

  /** Stops the thread at once, whatever it is doing. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#worker.terminate()
  }

  #receive(message: FromWorker, onFailure: (error: Error) => void): void {
    if (message.kind === 'crashed') onFailure(new Error(`a backup worker failed: ${message.message}`))
    else this.#receivers.get(message.job)?.(message)
  }
}
