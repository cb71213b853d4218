import { availableParallelism } from 'node:os'
import type { Id } from '../model.ts'
import type { FolderListing, FromWorker, Inspection, SealedParts, WorkerSettings } from './protocol.ts'
import { WorkerThread } from './worker-thread.ts'

const mostReaders = 8

/** The threads of one backup: one looks at folders, so that listing never waits behind compression; the others read and seal. */
export class ArchiverWorkers {
  readonly readers: readonly WorkerThread[]
  readonly #walker: WorkerThread

  constructor(settings: WorkerSettings, readerCount: number | undefined, onFailure: (error: Error) => void) {
    const count = readerCount ?? Math.min(mostReaders, Math.max(1, availableParallelism()))
    this.#walker = new WorkerThread(settings, onFailure)
    this.readers = Array.from({ length: count }, () => new WorkerThread(settings, onFailure))
  }

  /** Looks at a source or (`followed`) at a folder above one. */
  async inspect(path: string, name: string, followed: boolean): Promise<Inspection> {
    const answer = await this.#walker.ask((job) => ({ kind: 'inspect', job, path, name, followed }))
    return answer.kind === 'inspected' ? answer.inspection : unexpected(answer)
  }

  async list(path: string, device: bigint): Promise<FolderListing> {
    const answer = await this.#walker.ask((job) => ({ kind: 'list', job, path, device }))
    return answer.kind === 'listed' ? answer.listing : unexpected(answer)
  }

  /** Counts files below folders beside everything else. */
  scan(
    folders: readonly { path: string; device: bigint }[],
    onCount: (files: number, bytes: number, finished: boolean) => void,
  ): void {
    this.#walker.begin(
      (job) => ({ kind: 'scan', job, folders }),
      (answer) => {
        if (answer.kind === 'scanned') onCount(answer.files, answer.bytes, answer.finished)
      },
    )
  }

  /** Seals a chunk in the thread with the least to do. The buffer is given away. */
  async seal(id: Id, plain: Uint8Array<ArrayBuffer>): Promise<SealedParts> {
    const bytes = plain.length
    const reader = this.leastBusy()
    reader.load += bytes
    const answer = await reader.ask((job) => ({ kind: 'seal', job, id, plain }), [plain.buffer])
    reader.load -= bytes
    return answer.kind === 'sealed' ? answer.sealed : unexpected(answer)
  }

  leastBusy(): WorkerThread {
    return this.readers.reduce((best, reader) => (reader.load < best.load ? reader : best))
  }

  async close(): Promise<void> {
    await Promise.all([this.#walker, ...this.readers].map((thread) => thread.close()))
  }
}

function unexpected(answer: FromWorker): never {
  throw new Error(`a backup worker answered with ${answer.kind}`)
}
