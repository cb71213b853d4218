import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Chunker } from '../../chunker/chunker.ts'
import type { Id } from '../../model.ts'
import type { ChunkVerdict, FileToRead, FromWorker } from '../protocol.ts'
import { ChunkSlots } from './chunk-slots.ts'
import { LargeFileReader } from './large-file.ts'
import type { ListingContext } from './list-folder.ts'
import { type Seal, sealAll } from './seal.ts'

const slotCount = 3

/** What large files need of their worker. */
export interface LargeFilesParts {
  readonly context: ListingContext
  readonly chunker: Chunker
  readonly seal: Seal
  readonly post: (message: FromWorker, transfer?: ArrayBuffer[]) => void
}

interface WaitingChunk {
  readonly id: Id
  readonly slot: Buffer
  readonly length: number
}

/** Reads large files and keeps each chunk until the main thread has said what becomes of it: nothing, sealed here, or sent to another thread. */
export class LargeFiles {
  readonly #parts: LargeFilesParts
  readonly #reader: LargeFileReader
  readonly #slots = new ChunkSlots(slotCount)
  readonly #waiting = new Map<number, WaitingChunk>()
  readonly #openJobs = new Map<number, number>()
  #lastChunk = 0

  constructor(parts: LargeFilesParts) {
    this.#parts = parts
    this.#reader = new LargeFileReader(parts.context, parts.chunker)
  }

  /** Reads one file at a time, telling its chunks in order. */
  async read(job: number, file: FileToRead): Promise<void> {
    this.#openJobs.set(job, 1)
    const reading = await this.#reader.read(file, {
      take: async (id, bytes) => {
        const slot = await this.#slots.take()
        slot.set(bytes)
        this.#lastChunk += 1
        this.#openJobs.set(job, (this.#openJobs.get(job) ?? 0) + 1)
        this.#waiting.set(this.#lastChunk, { id, slot, length: bytes.length })
        this.#parts.post({ kind: 'chunk', job, id, length: bytes.length, count: 1, chunk: this.#lastChunk })
        await nextTurn()
      },
      repeat: async (id, length, count) => {
        this.#parts.post({ kind: 'chunk', job, id, length, count, chunk: undefined })
        await nextTurn()
      },
    })
    this.#parts.post({ kind: 'file-read', job, reading })
    this.#finishPart(job)
  }

  /** Does with a chunk what the main thread decided. */
  decide(job: number, chunk: number, verdict: ChunkVerdict): void {
    const waiting = this.#waiting.get(chunk)
    if (waiting === undefined) return
    this.#waiting.delete(chunk)
    const { id, slot, length } = waiting
    const plain = slot.subarray(0, length)
    if (verdict === 'seal') {
      const sealed = sealAll(this.#parts.seal, [{ id, plain }])
      this.#parts.post({ kind: 'chunk-sealed', job, sealed }, [sealed.bytes.buffer])
    } else if (verdict === 'send') {
      const copy = new Uint8Array(plain)
      this.#parts.post({ kind: 'chunk-content', job, id, plain: copy }, [copy.buffer])
    }
    this.#slots.release(slot)
    this.#finishPart(job)
  }

  /** The reading of a file and each of its chunks are parts of its job. */
  #finishPart(job: number): void {
    const left = (this.#openJobs.get(job) ?? 1) - 1
    this.#openJobs.set(job, left)
    if (left > 0) return
    this.#openJobs.delete(job)
    this.#parts.post({ kind: 'file-finished', job })
  }
}
