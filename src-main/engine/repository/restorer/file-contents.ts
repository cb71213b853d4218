import { closeSync, constants, ftruncateSync } from 'node:fs'
import type { Transferable } from 'node:worker_threads'
import { throwIfCancelled } from '../backend/failure.ts'
import { isRepositoryError } from '../errors.ts'
import { forEachParallel } from '../parallel.ts'
import { ownBytes } from '../workers/own-bytes.ts'
import type { SealedPiece } from './content-job.ts'
import { discard, moveIntoPlace, type PlacedEntry, PlacementError, reportFailure, temporaryName } from './placement.ts'
import { type PlannedBlob, planReads, type ReadBatch } from './read-plan.ts'
import { isStopped, problemCodeOf, type RestoreRun } from './restore-run.ts'
import { smallestSparseBytes, writePlain } from './write-plain.ts'

const NOFOLLOW = constants.O_NOFOLLOW ?? 0
const createFlags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NOFOLLOW
const writeFlags = constants.O_RDWR | NOFOLLOW

type FileState = 'open' | 'done' | 'failed'

/** One file on its way: its pieces arrive in the order of the packs. */
class FileInProgress {
  readonly entry: PlacedEntry
  readonly lengthBytes: number
  piecesLeft: number
  state: FileState = 'open'
  temporary: Buffer | undefined

  constructor(entry: PlacedEntry, lengthBytes: number, pieces: number) {
    this.entry = entry
    this.lengthBytes = lengthBytes
    this.piecesLeft = pieces
  }
}

/** Fetches and writes the contents of files, reading ahead while worker threads open blobs. Answers the entries that are in place now. */
export async function restoreContents(run: RestoreRun, entries: readonly PlacedEntry[]): Promise<PlacedEntry[]> {
  const restorer = new ContentRestorer(run, entries)
  try {
    await restorer.restore()
  } finally {
    restorer.discardUnfinished()
  }
  return restorer.finished()
}

class ContentRestorer {
  readonly #run: RestoreRun
  readonly #files: readonly FileInProgress[]
  readonly #batches: readonly ReadBatch[]
  readonly #unknown: ReadonlyMap<number, string>

  constructor(run: RestoreRun, entries: readonly PlacedEntry[]) {
    const contents = entries.map(({ node }) => node.content ?? [])
    const plan = planReads(contents, (handle) => run.repository.index.lookup(handle))
    this.#run = run
    this.#batches = plan.batches
    this.#unknown = plan.unknown
    this.#files = entries.map((entry, at) => new FileInProgress(entry, plan.lengths[at] ?? 0, plan.pieces[at] ?? 0))
  }

  async restore(): Promise<void> {
    for (const [at, file] of this.#files.entries()) {
      const missing = this.#unknown.get(at)
      if (missing !== undefined) this.#fail(file, new PlacementError('missing', `data blob ${missing}`))
      else if (file.piecesLeft === 0) this.#withFile(file, (fd) => this.#finish(file, fd))
    }
    await forEachParallel(this.#batches, this.#run.workers + 2, async (batch) => {
      throwIfCancelled(this.#run.signal)
      if (!isStopped(this.#run)) await this.#restoreBatch(batch)
      this.#run.report.progress('restore')
    })
    if (!isStopped(this.#run)) return
    for (const file of this.#files) {
      if (file.state === 'open') this.#fail(file, new PlacementError('storage-full', 'not begun, the target is full'))
    }
  }

  finished(): PlacedEntry[] {
    return this.#files.filter((file) => file.state === 'done').map((file) => file.entry)
  }

  discardUnfinished(): void {
    for (const file of this.#files) {
      if (file.state !== 'done') this.#discard(file)
    }
  }

  async #restoreBatch(batch: ReadBatch): Promise<void> {
    const open = new Map<number, number>()
    try {
      const bytes = await this.#read(batch)
      for (const { targets } of batch.blobs) {
        for (const { file } of targets) if (!open.has(file)) this.#open(file, open)
      }
      const failed = bytes ? await this.#write(batch, bytes, open) : batch.blobs.map((_, piece) => piece)
      for (const piece of failed) await this.#rescue(batch.blobs[piece], open)
      this.#settle(batch, open)
    } finally {
      for (const fd of open.values()) closeSync(fd)
    }
  }

  async #read(batch: ReadBatch): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const range = { offset: batch.offset, lengthBytes: batch.lengthBytes }
    try {
      const file = { kind: 'data', name: batch.packId } as const
      return ownBytes(await this.#run.repository.backend.read(file, range, this.#run.signal))
    } catch (error) {
      if (isRepositoryError(error, 'missing') || isRepositoryError(error, 'damaged')) return undefined
      if (isRepositoryError(error, 'storage-failed')) return undefined
      throw error
    }
  }

  #open(number: number, open: Map<number, number>): void {
    const file = this.#files[number]
    if (file?.state !== 'open') return
    try {
      open.set(number, this.#openFile(file))
    } catch (error) {
      this.#fail(file, error)
    }
  }

  #openFile(file: FileInProgress): number {
    const { folder } = file.entry
    if (file.temporary) return this.#run.target.open(folder, file.temporary, writeFlags)
    const name = temporaryName()
    const fd = this.#run.target.open(folder, name, createFlags)
    file.temporary = name
    return fd
  }

  /** Answers the numbers of the pieces that could not be opened. */
  async #write(batch: ReadBatch, bytes: Uint8Array<ArrayBuffer>, open: ReadonlyMap<number, number>): Promise<number[]> {
    const pieces = batch.blobs.map((blob) => sealedPiece(blob, batch.offset, open))
    const transfer: Transferable[] = [bytes.buffer]
    const job = { kind: 'write', keys: this.#run.repository.keys, bytes, pieces } as const
    const { failures } = await this.#run.pool.run(job, transfer)
    for (const failure of failures) {
      if (failure.kind !== 'write') continue
      const number = liveTargets(batch.blobs[failure.piece], open)[failure.target]?.file
      const file = number === undefined ? undefined : this.#files[number]
      if (file) this.#fail(file, new PlacementError(problemCodeOf(failure.reason), failure.reason))
    }
    return failures.filter(({ kind }) => kind === 'damaged').map(({ piece }) => piece)
  }

  /** A blob that cannot be read from its pack may have another copy, or the reading may succeed a second time. */
  async #rescue(blob: PlannedBlob | undefined, open: ReadonlyMap<number, number>): Promise<void> {
    if (!blob) return
    const targets = liveTargets(blob, open)
    try {
      const plain = await this.#run.repository.loadBlob({ type: 'data', id: blob.id }, this.#run.signal)
      for (const { file, position } of targets) writePlain(open.get(file) ?? -1, plain, position)
    } catch (error) {
      for (const number of new Set(targets.map(({ file }) => file))) {
        const file = this.#files[number]
        if (file) this.#fail(file, error)
      }
    }
  }

  #settle(batch: ReadBatch, open: ReadonlyMap<number, number>): void {
    for (const { targets, location } of batch.blobs) {
      for (const target of targets) {
        const file = this.#files[target.file]
        if (file?.state !== 'open') continue
        file.piecesLeft -= 1
        this.#run.report.wrote(location.uncompressedLength || location.length - 32)
        const fd = open.get(target.file)
        if (file.piecesLeft === 0 && fd !== undefined) this.#finish(file, fd)
      }
    }
  }

  #withFile(file: FileInProgress, action: (fd: number) => void): void {
    throwIfCancelled(this.#run.signal)
    if (isStopped(this.#run)) return
    try {
      const fd = this.#openFile(file)
      try {
        action(fd)
      } finally {
        closeSync(fd)
      }
    } catch (error) {
      this.#fail(file, error)
    }
  }

  #finish(file: FileInProgress, fd: number): void {
    const { entry, lengthBytes, temporary } = file
    if (!temporary) return
    try {
      if (lengthBytes >= smallestSparseBytes) ftruncateSync(fd, lengthBytes)
      moveIntoPlace(this.#run, entry, temporary, fd)
    } catch (error) {
      this.#fail(file, error)
      return
    }
    file.state = 'done'
    if (BigInt(lengthBytes) !== entry.node.size) {
      this.#run.report.problem('size-differs', entry.path, `${lengthBytes} instead of ${entry.node.size} bytes`)
    }
    this.#run.report.item(entry.path, entry.node, entry.standing ? 'replaced' : 'created')
  }

  #fail(file: FileInProgress, error: unknown): void {
    if (file.state !== 'open') return
    file.state = 'failed'
    this.#discard(file)
    reportFailure(this.#run, file.entry, error)
  }

  #discard(file: FileInProgress): void {
    if (file.temporary) discard(this.#run, file.entry.folder, file.temporary)
    file.temporary = undefined
  }
}

function liveTargets(blob: PlannedBlob | undefined, open: ReadonlyMap<number, number>) {
  return blob?.targets.filter(({ file }) => open.has(file)) ?? []
}

function sealedPiece(blob: PlannedBlob, base: number, open: ReadonlyMap<number, number>): SealedPiece {
  const { offset, length, uncompressedLength } = blob.location
  const targets = liveTargets(blob, open).map(({ file, position }) => ({ fd: open.get(file) ?? -1, position }))
  return { id: blob.id, offset: offset - base, length, uncompressedLength, targets }
}
