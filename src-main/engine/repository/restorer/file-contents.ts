import { closeSync, constants, ftruncateSync } from 'node:fs'
import { throwIfCancelled } from '../backend/failure.ts'
import { isRepositoryError } from '../errors.ts'
import { forEachParallel } from '../parallel.ts'
import { ownBytes } from '../workers/own-bytes.ts'
import { type FileInProgress, filesInProgress } from './file-in-progress.ts'
import { discard, moveIntoPlace, type PlacedEntry, PlacementError, reportFailure, temporaryName } from './placement.ts'
import { type PlannedBlob, plainLength, planReads, type ReadBatch } from './read-plan.ts'
import { isStopped, problemCodeOf, type RestoreRun } from './restore-run.ts'
import { joinRelative } from './target-folder.ts'
import { smallestSparseBytes, writePlain } from './write-plain.ts'

const openFlags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)

/** Fetches and writes the contents of files, reading ahead while worker threads open blobs. Answers the entries that are in place now. */
export async function restoreContents(run: RestoreRun, entries: readonly PlacedEntry[]): Promise<PlacedEntry[]> {
  const contents = entries.map(({ node }) => node.content ?? [])
  const plan = planReads(contents, (handle) => run.repository.index.lookup(handle))
  const restorer = new ContentRestorer(run, filesInProgress(entries, plan))
  try {
    restorer.restoreEmptyFiles()
    await restorer.restore(plan.batches)
  } finally {
    restorer.discardUnfinished()
  }
  return restorer.finished()
}

class ContentRestorer {
  readonly #run: RestoreRun
  readonly #files: readonly FileInProgress[]

  constructor(run: RestoreRun, files: readonly FileInProgress[]) {
    this.#run = run
    this.#files = files
  }

  restoreEmptyFiles(): void {
    for (const file of this.#files) {
      throwIfCancelled(this.#run.signal)
      if (isStopped(this.#run)) return
      if (file.missing !== undefined) this.#fail(file, new PlacementError('missing', `data blob ${file.missing}`))
      else if (file.piecesLeft === 0) this.#writeEmpty(file)
    }
  }

  async restore(batches: readonly ReadBatch[]): Promise<void> {
    await forEachParallel(batches, this.#run.workers + 2, async (batch) => {
      throwIfCancelled(this.#run.signal)
      if (!isStopped(this.#run)) await this.#restoreBatch(batch)
      this.#run.report.progress('restore')
    })
    if (!isStopped(this.#run)) return
    for (const file of this.#files)
      this.#fail(file, new PlacementError('storage-full', 'not begun, the target is full'))
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
    const bytes = await this.#read(batch)
    const failed = bytes ? await this.#write(batch, bytes) : batch.blobs
    for (const blob of failed) await this.#rescue(blob)
    for (const blob of batch.blobs) {
      for (const { file } of blob.targets) this.#settle(this.#files[file], plainLength(blob.location))
    }
  }

  async #read({ packId, offset, lengthBytes }: ReadBatch): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { repository, signal } = this.#run
    try {
      return ownBytes(await repository.backend.read({ kind: 'data', name: packId }, { offset, lengthBytes }, signal))
    } catch (error) {
      if (isRepositoryError(error, 'missing') || isRepositoryError(error, 'damaged')) return undefined
      if (isRepositoryError(error, 'storage-failed')) return undefined
      throw error
    }
  }

  /** Answers the blobs that could not be opened. */
  async #write(batch: ReadBatch, bytes: Uint8Array<ArrayBuffer>): Promise<PlannedBlob[]> {
    const { members, pieces } = this.#divide(batch)
    const files = members.map((file) => ({
      path: joinRelative(file.entry.folder, file.temporary ?? temporaryName()),
      isShared: file.isShared,
      lengthBytes: file.lengthBytes,
    }))
    const { pool, target } = this.#run
    const job = { kind: 'write', bytes, target: target.root, files, pieces } as const
    const { failures } = await pool.run(job, [bytes.buffer])
    for (const failure of failures) {
      if (failure.kind !== 'file') continue
      const { reason } = failure
      this.#fail(members[failure.file], new PlacementError(problemCodeOf(reason), reason))
    }
    return failures.flatMap((failure) => (failure.kind === 'piece' ? (batch.blobs[failure.piece] ?? []) : []))
  }

  /** The open files of a batch, and its blobs with the numbers those files have in the job. */
  #divide({ blobs, offset }: ReadBatch) {
    const members: FileInProgress[] = []
    const numbers = new Map<FileInProgress, number>()
    const numberOf = (file: FileInProgress): number => {
      file.temporary ??= temporaryName()
      const number = numbers.get(file) ?? members.push(file) - 1
      numbers.set(file, number)
      return number
    }
    const pieces = blobs.map(({ id, location, targets }) => ({
      id,
      offset: location.offset - offset,
      length: location.length,
      uncompressedLength: location.uncompressedLength,
      targets: targets.flatMap((target) => {
        const file = this.#files[target.file]
        return file?.state === 'open' ? [{ file: numberOf(file), position: target.position }] : []
      }),
    }))
    return { members, pieces }
  }

  /** A blob that cannot be read from its pack may have another copy, or the reading may succeed a second time. */
  async #rescue({ id, targets }: PlannedBlob): Promise<void> {
    let plain: Uint8Array
    try {
      plain = await this.#run.repository.loadBlob({ type: 'data', id }, this.#run.signal)
    } catch (error) {
      for (const { file } of targets) this.#fail(this.#files[file], error)
      return
    }
    for (const { file, position } of targets) this.#writeHere(this.#files[file], plain, position)
  }

  #writeHere(file: FileInProgress | undefined, plain: Uint8Array, position: number): void {
    if (file?.state !== 'open') return
    try {
      file.temporary ??= temporaryName()
      const fd = this.#run.target.open(file.entry.folder, file.temporary, openFlags)
      try {
        writePlain(fd, plain, position)
        if (file.lengthBytes >= smallestSparseBytes) ftruncateSync(fd, file.lengthBytes)
      } finally {
        closeSync(fd)
      }
    } catch (error) {
      this.#fail(file, error)
    }
  }

  #writeEmpty(file: FileInProgress): void {
    this.#writeHere(file, new Uint8Array(), 0)
    if (file.state === 'open') this.#finish(file)
  }

  #settle(file: FileInProgress | undefined, writtenBytes: number): void {
    if (file?.state !== 'open') return
    file.piecesLeft -= 1
    this.#run.report.wrote(writtenBytes)
    if (file.piecesLeft === 0) this.#finish(file)
  }

  #finish(file: FileInProgress): void {
    const { entry, lengthBytes, temporary } = file
    if (!temporary) return
    try {
      moveIntoPlace(this.#run, entry, temporary)
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

  #fail(file: FileInProgress | undefined, error: unknown): void {
    if (file?.state !== 'open') return
    file.state = 'failed'
    this.#discard(file)
    reportFailure(this.#run, file.entry, error)
  }

  #discard(file: FileInProgress): void {
    if (file.temporary) discard(this.#run, file.entry.folder, file.temporary)
  }
}
