import { createHash, randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { throwIfCancelled } from '../backend/failure.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import { isRepositoryError, RepositoryError } from '../errors.ts'
import { readPackHeader } from '../pack/pack-header.ts'
import { forEachParallel } from '../parallel.ts'
import { ownBytes } from '../workers/own-bytes.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import type { CheckAccount } from './check-account.ts'
import type { KnownPack } from './check-packs.ts'
import type { CheckedContent } from './checked-content.ts'
import type { CheckOptions, ReadDataChoice } from './model.ts'
import type { PackJob, PackReply } from './pack-job.ts'
import { headerDifference } from './perform-pack-job.ts'

/** Packs longer than this are read piece by piece. */
const LARGE_PACK_BYTES = 96 << 20
const PIECE_BYTES = 32 << 20
const mostWorkers = 8

/** Reads packs in full and has worker threads look at every byte. */
export async function checkData(
  content: CheckedContent,
  account: CheckAccount,
  packs: readonly KnownPack[],
  options: CheckOptions,
): Promise<void> {
  const workers = options.workers ?? Math.min(mostWorkers, Math.max(1, availableParallelism()))
  const pool = new WorkerPool<PackJob, PackReply>(() => startWorker(content.keys), workers)
  try {
    await new DataCheck({ content, account, pool, signal: options.signal }).check(packs, workers + 1)
  } finally {
    await pool.close()
  }
}

function startWorker(workerData: MasterKey): Worker {
  return new Worker(new URL('./pack.worker.ts', import.meta.url), { workerData })
}

interface DataCheckParts {
  readonly content: CheckedContent
  readonly account: CheckAccount
  readonly pool: WorkerPool<PackJob, PackReply>
  readonly signal: AbortSignal | undefined
}

class DataCheck {
  readonly #parts: DataCheckParts

  constructor(parts: DataCheckParts) {
    this.#parts = parts
  }

  async check(packs: readonly KnownPack[], parallel: number): Promise<void> {
    const { account, signal } = this.#parts
    const { figures } = account
    const bytesTotal = packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    await forEachParallel(packs, parallel, async (pack) => {
      throwIfCancelled(signal)
      await this.#checkPack(pack)
      figures.packsRead += 1
      figures.bytesRead += pack.sizeBytes
      account.progress('data', figures.packsRead, packs.length, figures.bytesRead, bytesTotal)
    })
  }

  async #checkPack(pack: KnownPack): Promise<void> {
    try {
      if (pack.sizeBytes > LARGE_PACK_BYTES) await this.#checkLarge(pack)
      else await this.#checkPiece(pack, await this.#read(pack), pack.blobs, true)
    } catch (error) {
      if (!(error instanceof RepositoryError) || isRepositoryError(error, 'cancelled')) throw error
      const code = isRepositoryError(error, 'missing') ? 'pack-missing' : 'pack-unreadable'
      this.#parts.account.find(code, `data/${pack.id}`, error.message, { packId: pack.id })
    }
  }

  async #read({ id }: KnownPack, offset?: number, lengthBytes?: number): Promise<Uint8Array<ArrayBuffer>> {
    const { content, signal } = this.#parts
    const range = offset === undefined || lengthBytes === undefined ? undefined : { offset, lengthBytes }
    return ownBytes(await content.backend.read({ kind: 'data', name: id }, range, signal))
  }

  async #checkPiece(
    { id }: KnownPack,
    bytes: Uint8Array<ArrayBuffer>,
    blobs: PackJob['blobs'],
    isWhole: boolean,
  ): Promise<void> {
    const { account, pool } = this.#parts
    const job = { packId: id, bytes, blobs, isWhole }
    const { findings } = await pool.run(job, [bytes.buffer])
    for (const { code, detail, blobId } of findings) {
      account.find(code, `data/${id}`, detail, { packId: id, ...(blobId !== undefined && { blobId }) })
    }
  }

  async #checkLarge(pack: KnownPack): Promise<void> {
    const { content, account, signal } = this.#parts
    const header = await readPackHeader(content.backend, content.keys, pack.id, pack.sizeBytes, signal)
    const difference = headerDifference(header, pack.blobs)
    const subject = `data/${pack.id}`
    if (difference !== undefined) account.find('pack-header-wrong', subject, difference, { packId: pack.id })
    const sum = createHash('sha256')
    for (const { offset, lengthBytes, blobs } of piecesOf(pack)) {
      const bytes = await this.#read(pack, offset, lengthBytes)
      sum.update(bytes)
      const moved = blobs.map((blob) => ({ ...blob, offset: blob.offset - offset }))
      await this.#checkPiece(pack, bytes, moved, false)
    }
    const actual = sum.digest('hex')
    if (actual !== pack.id)
      account.find('pack-hash-wrong', subject, `the content has the hash ${actual}`, { packId: pack.id })
  }
}

/** Cuts a large pack between blobs; the pieces cover every byte. */
function piecesOf({ sizeBytes, blobs }: KnownPack) {
  const pieces: { offset: number; lengthBytes: number; blobs: PackJob['blobs'] }[] = []
  let offset = 0
  let members: KnownPack['blobs'][number][] = []
  for (const blob of blobs) {
    const end = blob.offset + blob.length
    members.push(blob)
    if (end - offset < PIECE_BYTES || end > sizeBytes) continue
    pieces.push({ offset, lengthBytes: end - offset, blobs: members })
    offset = end
    members = []
  }
  if (offset < sizeBytes) pieces.push({ offset, lengthBytes: sizeBytes - offset, blobs: members })
  return pieces
}

/** The packs a choice asks for: with `part` those whose id falls into it, as restic divides them; with `percent` a random share of at least one. */
export function choosePacks(packs: readonly KnownPack[], choice: ReadDataChoice): KnownPack[] {
  if (typeof choice === 'boolean') return choice ? [...packs] : []
  if ('part' in choice)
    return packs.filter(({ id }) => Number.parseInt(id.slice(0, 2), 16) % choice.of === choice.part - 1)
  const count = Math.min(packs.length, Math.max(1, Math.ceil((packs.length * choice.percent) / 100)))
  const rest = [...packs]
  return Array.from({ length: count }, () => rest.splice(randomInt(rest.length), 1)).flat()
}
