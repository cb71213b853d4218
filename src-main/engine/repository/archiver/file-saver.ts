import type { Id, Node } from '../model.ts'
import type { ArchiverWorkers } from './archiver-workers.ts'
import type { BlobSaver } from './blob-saver.ts'
import type { FileReading, FileToRead, FromWorker } from './protocol.ts'
import { smallFileBytes } from './protocol.ts'
import type { BackupRun } from './run.ts'
import type { WorkerThread } from './worker-thread.ts'

/** A file of the walk: where it lies and what was listed of it. */
export interface FileOfWalk {
  readonly path: string
  readonly name: string
  readonly node: Node
}

interface PendingFile extends FileOfWalk {
  readonly done: (node: Node | undefined) => void
}

const batchBytes = 2 * 1_048_576
const batchFiles = 256
const batchesPerReader = 2
const mostPendingFiles = 4096
/** What reading a large file counts for when the least busy thread is looked for. */
const largeFileLoad = 4 * 1_048_576

/**
 * Reads and stores files through the worker threads: small ones many at a time, large ones chunk by chunk, one in each thread, so that
 * neither waits for the other. Deduplication comes before compression.
 */
export class FileSaver {
  readonly #run: BackupRun
  readonly #workers: ArchiverWorkers
  readonly #blobs: BlobSaver
  readonly #small: PendingFile[] = []
  readonly #large: PendingFile[] = []
  readonly #waitingForRoom: (() => void)[] = []
  #pumping = false

  constructor(run: BackupRun, workers: ArchiverWorkers, blobs: BlobSaver) {
    this.#run = run
    this.#workers = workers
    this.#blobs = blobs
  }

  /** Queues a file; the promise gives its node with content, or undefined when it could not be read (reported already). */
  save(file: FileOfWalk): Promise<Node | undefined> {
    return new Promise((done) => {
      const queue = file.node.size <= smallFileBytes ? this.#small : this.#large
      queue.push({ ...file, done })
      this.#schedulePump()
    })
  }

  /** Resolves when the queue is short enough to take more. */
  async whenRoom(): Promise<void> {
    while (this.#small.length + this.#large.length >= mostPendingFiles) {
      await new Promise<void>((resolve) => this.#waitingForRoom.push(resolve))
    }
  }

  #schedulePump(): void {
    if (this.#pumping) return
    this.#pumping = true
    setImmediate(() => {
      this.#pumping = false
      this.#pump()
    })
  }

  #pump(): void {
    for (let file = this.#large.at(0); file !== undefined; file = this.#large.at(0)) {
      const reader = this.#workers.readerFor((each) => !each.readsLargeFile)
      if (reader === undefined) break
      this.#large.shift()
      this.#startLarge(reader, file)
    }
    while (this.#small.length > 0) {
      const reader = this.#workers.readerFor((each) => each.batches < batchesPerReader)
      if (reader === undefined) break
      this.#startBatch(reader, this.#nextBatch())
    }
    for (const resume of this.#waitingForRoom.splice(0)) resume()
  }

  #nextBatch(): PendingFile[] {
    let bytes = 0
    let count = 0
    while (count < this.#small.length && count < batchFiles && bytes < batchBytes) {
      bytes += Number(this.#small[count]?.node.size ?? 0n)
      count += 1
    }
    return this.#small.splice(0, count)
  }

  #startBatch(reader: WorkerThread, batch: readonly PendingFile[]): void {
    const bytes = batch.reduce((sum, file) => sum + Number(file.node.size), 0)
    const files = batch.map(toRead)
    for (const { path } of files) this.#run.progress.startFile(path)
    reader.batches += 1
    reader.load += bytes
    reader.begin(
      (job) => ({ kind: 'read-small', job, files }),
      (answer) => {
        if (answer.kind === 'hashed') this.#answerHashes(reader, batch, answer)
        if (answer.kind !== 'sealed') return
        reader.end(answer.job)
        reader.load -= bytes
        this.#run.guard(this.#storeBatch(reader, answer))
      },
    )
  }

  #answerHashes(
    reader: WorkerThread,
    batch: readonly PendingFile[],
    { job, readings, ids }: Extract<FromWorker, { kind: 'hashed' }>,
  ): void {
    const wanted = ids.filter((id) => id !== undefined).filter((id) => this.#blobs.claim(id))
    reader.send({ kind: 'wanted', job, ids: wanted })
    for (const [position, file] of batch.entries()) {
      const id = ids[position]
      const reading = readings[position]
      if (reading !== undefined) this.#finish(file, reading, id === undefined ? [] : [id], 0)
    }
  }

  async #storeBatch(reader: WorkerThread, { sealed }: Extract<FromWorker, { kind: 'sealed' }>): Promise<void> {
    await this.#blobs.add(sealed)
    reader.batches -= 1
    this.#pump()
  }

  #startLarge(reader: WorkerThread, file: PendingFile): void {
    const { path } = file
    const content: Id[] = []
    let counted = 0
    reader.readsLargeFile = true
    reader.load += largeFileLoad
    this.#run.progress.startFile(path)
    reader.begin(
      (job) => ({ kind: 'read-large', job, file: toRead(file) }),
      (answer) => {
        if (answer.kind === 'chunk') {
          for (let copy = 0; copy < answer.count; copy += 1) content.push(answer.id)
          counted += answer.length * answer.count
          this.#run.progress.addBytes(answer.length * answer.count)
          this.#run.guard(this.#decide(reader, answer))
        } else if (answer.kind === 'chunk-sealed') {
          reader.load -= answer.sealed.parts.reduce((sum, part) => sum + part.plainLength, 0)
          this.#run.guard(this.#blobs.add(answer.sealed))
        } else if (answer.kind === 'chunk-content') {
          this.#run.guard(this.#workers.seal(answer.id, answer.plain).then((sealed) => this.#blobs.add(sealed)))
        } else if (answer.kind === 'file-read') {
          reader.load -= largeFileLoad
          reader.readsLargeFile = false
          this.#finish(file, answer.reading, content, counted)
          this.#schedulePump()
        } else if (answer.kind === 'file-finished') {
          reader.end(answer.job)
        }
      },
    )
  }

  /** An idle thread takes a new chunk; else the one that read it goes on with what is in its cache. */
  async #decide(
    reader: WorkerThread,
    { id, job, chunk, length }: Extract<FromWorker, { kind: 'chunk' }>,
  ): Promise<void> {
    if (chunk === undefined) return
    if (!this.#blobs.claim(id)) {
      reader.send({ kind: 'verdict', job, chunk, verdict: 'drop' })
      return
    }
    await this.#blobs.whenRoom()
    const verdict = this.#workers.hasIdleReader() ? 'send' : 'seal'
    if (verdict === 'seal') reader.load += length
    reader.send({ kind: 'verdict', job, chunk, verdict })
  }

  #finish(file: PendingFile, reading: FileReading, content: readonly Id[], countedBytes: number): void {
    if (reading.kind === 'grown') {
      this.#large.push(file)
      this.#schedulePump()
      return
    }
    if (reading.kind === 'failed') {
      this.#run.report(reading.problem)
      this.#run.progress.finishFile(file.path, 0)
      file.done(undefined)
      return
    }
    if (reading.changed) this.#run.report({ code: 'changed-while-reading', path: file.path, reason: 'modified' })
    this.#run.progress.finishFile(file.path, reading.sizeBytes - countedBytes)
    file.done({ ...(reading.node ?? file.node), content, size: BigInt(reading.sizeBytes) })
  }
}

function toRead({ path, name, node }: FileOfWalk): FileToRead {
  const { inode, size, modifiedTime, changeTime } = node
  return { path, name, listed: { inode, size, modifiedTime, changeTime } }
}
