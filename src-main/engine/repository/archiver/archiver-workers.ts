import { availableParallelism } from 'node:os'
import type { WalkOrigin } from '../filter/entry-selection.ts'
import type { Id } from '../model.ts'
import type { FolderListing, FromWorker, Inspection, SealedParts, WorkerSettings } from './protocol.ts'
import { WorkerThread } from './worker-thread.ts'

const mostReaders = 8

/**
 * The threads of one backup: one looks at folders, so that listing never waits behind compression; the others read and seal, and are
 * started when there is work for them.
 */
export class ArchiverWorkers {
  readonly #start: () => WorkerThread
  readonly #walker: WorkerThread
  readonly #readers: WorkerThread[] = []
  readonly #readerLimit: number

  constructor(settings: WorkerSettings, readerCount: number | undefined, onFailure: (error: Error) => void) {
    this.#start = () => new WorkerThread(settings, onFailure)
    this.#walker = this.#start()
    this.#readerLimit = Math.max(1, readerCount ?? Math.min(mostReaders, availableParallelism()))
  }

  /** Looks at a source or (`followed`) at a folder above one. */
  async inspect(path: string, name: string, followed: boolean): Promise<Inspection> {
    const answer = await this.#walker.ask((job) => ({ kind: 'inspect', job, path, name, followed }))
    return answer.kind === 'inspected' ? answer.inspection : unexpected(answer)
  }

  async list(path: string, origin: WalkOrigin): Promise<FolderListing> {
    const answer = await this.#walker.ask((job) => ({ kind: 'list', job, path, origin }))
    return answer.kind === 'listed' ? answer.listing : unexpected(answer)
  }

  /** Counts files below folders beside everything else. */
  scan(
    folders: readonly { readonly path: string; readonly origin: WalkOrigin }[],
    onCount: (files: number, bytes: number, finished: boolean) => void,
  ): void {
    this.#walker.begin(
      (job) => ({ kind: 'scan', job, folders }),
      (answer) => {
        if (answer.kind === 'scanned') onCount(answer.files, answer.bytes, answer.finished)
      },
    )
  }

  /** How many readers there may be. */
  get readerLimit(): number {
    return this.#readerLimit
  }

  /** A reader that fits; a new one is started when none does and there may be more. */
  readerFor(fits: (reader: WorkerThread) => boolean): WorkerThread | undefined {
    const fitting = this.#readers.filter(fits)
    if (fitting.length > 0) return leastBusy(fitting)
    if (this.#readers.length >= this.#readerLimit) return undefined
    const reader = this.#start()
    this.#readers.push(reader)
    return reader
  }

  /** Whether some reader has nothing to do, or could be started. */
  hasIdleReader(): boolean {
    return this.#readers.length < this.#readerLimit || this.#readers.some((reader) => reader.load === 0)
  }

  /** Seals a chunk in the thread with the least to do. The buffer is given away. */
  async seal(id: Id, plain: Uint8Array<ArrayBuffer>): Promise<SealedParts> {
    const bytes = plain.length
    const reader = this.readerFor((each) => each.load === 0) ?? leastBusy(this.#readers)
    reader.load += bytes
    const answer = await reader.ask((job) => ({ kind: 'seal', job, id, plain }), [plain.buffer])
    reader.load -= bytes
    return answer.kind === 'sealed' ? answer.sealed : unexpected(answer)
  }

  async close(): Promise<void> {
    await Promise.all([this.#walker, ...this.#readers].map((thread) => thread.close()))
  }
}

function leastBusy(readers: readonly WorkerThread[]): WorkerThread {
  return readers.reduce((best, reader) => (reader.load < best.load ? reader : best))
}

function unexpected(answer: FromWorker): never {
  throw new Error(`a backup worker answered with ${answer.kind}`)
}
