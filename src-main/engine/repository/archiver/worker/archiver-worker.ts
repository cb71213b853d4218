import { setImmediate as nextTurn } from 'node:timers/promises'
import { createChunker } from '../../chunker/chunker.ts'
import { EntrySelection } from '../../filter/entry-selection.ts'
import type { Id } from '../../model.ts'
import { freeNow } from '../free-now.ts'
import type { FromWorker, ToWorker, WorkerSettings } from '../protocol.ts'
import { LargeFiles } from './large-files.ts'
import { inspectEntry, type ListingContext, listFolder } from './list-folder.ts'
import { FolderScan } from './scan.ts'
import { createSeal, type Seal, sealAll } from './seal.ts'
import { readSmallFiles, type SmallBatch, sealBatch } from './small-files.ts'

/** Sends a message to the main thread. */
export type Post = (message: FromWorker, transfer?: ArrayBuffer[]) => void

type Request<Kind extends ToWorker['kind']> = Extract<ToWorker, { kind: Kind }>

const scanReportMs = 100

/** What a worker thread does: looks at folders, reads, cuts and hashes files, seals what is new. Holds no state about the repository. */
export class ArchiverWorker {
  readonly #post: Post
  readonly #context: ListingContext
  readonly #seal: Seal
  readonly #settings: WorkerSettings
  readonly #batches = new Map<number, SmallBatch>()
  #largeFiles: LargeFiles | undefined

  constructor(settings: WorkerSettings, post: Post) {
    this.#post = post
    this.#settings = settings
    this.#context = { selection: new EntrySelection(settings.rules), withAccessTime: settings.withAccessTime }
    this.#seal = createSeal(settings)
  }

  /** Handles one message; whatever goes wrong inside is answered as a crash of that job. */
  receive(message: ToWorker): void {
    this.#handle(message).catch((error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.#post({ kind: 'crashed', job: message.job, message: text })
    })
  }

  async #handle(message: ToWorker): Promise<void> {
    const { job } = message
    switch (message.kind) {
      case 'inspect':
        return this.#post({ kind: 'inspected', job, inspection: this.#inspect(message) })
      case 'list':
        return this.#post({ kind: 'listed', job, listing: listFolder(this.#context, message.path, message.origin) })
      case 'scan':
        return this.#scan(message)
      case 'read-small':
        return this.#readSmall(message)
      case 'wanted':
        return this.#sealWanted(job, message.ids)
      case 'read-large':
        return this.#readLarge(message)
      case 'verdict':
        return this.#largeFiles?.decide(job, message.chunk, message.verdict)
      case 'seal':
        return this.#sealChunk(message)
    }
  }

  #inspect({ path, name, followed }: Request<'inspect'>) {
    return inspectEntry(this.#context, path, name, followed)
  }

  async #scan({ job, folders }: Request<'scan'>): Promise<void> {
    const scan = new FolderScan(this.#context.selection, folders)
    let reported = performance.now()
    while (scan.step()) {
      if (performance.now() - reported > scanReportMs) {
        this.#post({ kind: 'scanned', job, files: scan.files, bytes: scan.bytes, finished: false })
        reported = performance.now()
      }
      await nextTurn()
    }
    this.#post({ kind: 'scanned', job, files: scan.files, bytes: scan.bytes, finished: true })
  }

  #readSmall({ job, files }: Request<'read-small'>): void {
    const batch = readSmallFiles(this.#context, files)
    this.#batches.set(job, batch)
    this.#post({ kind: 'hashed', job, readings: batch.readings, ids: batch.ids })
  }

  #sealWanted(job: number, wanted: readonly Id[]): void {
    const batch = this.#batches.get(job)
    this.#batches.delete(job)
    if (batch !== undefined) this.#postSealed(job, sealBatch(this.#seal, batch, wanted))
  }

  #sealChunk({ job, id, plain }: Request<'seal'>): void {
    this.#postSealed(job, sealAll(this.#seal, [{ id, plain }]))
    freeNow(plain)
  }

  #postSealed(job: number, sealed: ReturnType<typeof sealAll>): void {
    this.#post({ kind: 'sealed', job, sealed }, [sealed.bytes.buffer])
  }

  async #readLarge({ job, file }: Request<'read-large'>): Promise<void> {
    this.#largeFiles ??= new LargeFiles({
      context: this.#context,
      chunker: createChunker(this.#settings.polynomial),
      seal: this.#seal,
      post: this.#post,
    })
    await this.#largeFiles.read(job, file)
  }
}
