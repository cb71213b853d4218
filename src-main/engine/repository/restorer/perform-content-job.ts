import { closeSync, constants, fstatSync, ftruncateSync } from 'node:fs'
import { openBeneath, systemErrorCode } from '#main/engine/filesystem/index.ts'
import { hashBlob, openBlob } from '../crypto/blob.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import type { ContentJob, ContentReply, JobFile, SealedPiece, WriteFailure, WriteJob } from './content-job.ts'
import { hasContent, smallestSparseBytes, writePlain } from './write-plain.ts'

const createFlags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)

/** Does a job; whatever fails is in the answer. Runs on a worker thread. */
export function performContentJob(keys: MasterKey, job: ContentJob): ContentReply {
  if (job.kind === 'compare') return { failures: [], equal: hasContent(job.fd, job.pieces) }
  return { failures: new FileWriter(keys, job).write(), equal: true }
}

/** Writes the pieces of one job; each file is opened once, and not again after it failed. */
class FileWriter {
  readonly #keys: MasterKey
  readonly #job: WriteJob
  readonly #open = new Map<number, number>()
  readonly #failed = new Set<number>()
  readonly #failures: WriteFailure[] = []

  constructor(keys: MasterKey, job: WriteJob) {
    this.#keys = keys
    this.#job = job
  }

  write(): WriteFailure[] {
    try {
      for (const [number, piece] of this.#job.pieces.entries()) this.#writePiece(piece, number)
    } finally {
      for (const fd of this.#open.values()) closeSync(fd)
    }
    return this.#failures
  }

  #writePiece(piece: SealedPiece, number: number): void {
    const plain = openPiece(this.#keys, this.#job.bytes, piece)
    if (typeof plain === 'string') {
      this.#failures.push({ kind: 'piece', piece: number, reason: plain })
      return
    }
    for (const { file, position } of piece.targets) this.#writeAt(file, plain, position)
  }

  #writeAt(file: number, plain: Uint8Array, position: number): void {
    if (this.#failed.has(file)) return
    try {
      writePlain(this.#fd(file), plain, position)
    } catch (error) {
      this.#failed.add(file)
      this.#failures.push({ kind: 'file', file, reason: systemErrorCode(error) ?? String(error) })
    }
  }

  #fd(number: number): number {
    const known = this.#open.get(number)
    if (known !== undefined) return known
    const file = this.#job.files[number]
    if (!file) throw new RangeError('the job names a file it does not hold')
    const fd = openTemporary(this.#job, file)
    this.#open.set(number, fd)
    if (file.lengthBytes >= smallestSparseBytes) ftruncateSync(fd, file.lengthBytes)
    return fd
  }
}

/** Whoever comes first makes the file. One that others write to as well must have no second name through which its content would reach elsewhere. */
function openTemporary({ target }: WriteJob, { path, isShared }: JobFile): number {
  const flags = isShared ? createFlags : createFlags | constants.O_EXCL
  const fd = openBeneath(target.fd, Buffer.from(target.path), Buffer.from(path), flags, 0o600)
  if (!isShared) return fd
  if (fstatSync(fd).nlink === 1) return fd
  closeSync(fd)
  throw new Error('somebody else has put a file in the place of the unfinished one')
}

function openPiece(keys: MasterKey, bytes: Uint8Array, piece: SealedPiece): Uint8Array | string {
  try {
    const sealed = bytes.subarray(piece.offset, piece.offset + piece.length)
    const plain = openBlob(keys, sealed, piece.uncompressedLength)
    return hashBlob(plain) === piece.id ? plain : 'the content does not have the hash it is stored under'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
