import type { Backend } from './backend/backend.ts'
import { throwIfCancelled } from './backend/failure.ts'
import type { BlobIndex } from './blob-index/blob-index.ts'
import { hashBlob, openBlob } from './crypto/blob.ts'
import type { MasterKey } from './crypto/master-key.ts'
import { RepositoryError } from './errors.ts'
import { FormatError } from './format/format-error.ts'
import { decodeTree } from './format/tree-codec.ts'
import type { BlobHandle, BlobLocation, Id, Tree } from './model.ts'

/** Reads single blobs through the index. */
export class BlobReader {
  readonly #backend: Backend
  readonly #keys: MasterKey
  readonly #index: BlobIndex

  constructor(backend: Backend, keys: MasterKey, index: BlobIndex) {
    this.#backend = backend
    this.#keys = keys
    this.#index = index
  }

  /** Tries every copy; fails with `missing` when there is none and with the first copy's error when none is good. */
  async load(handle: BlobHandle, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const failures: unknown[] = []
    for (const location of this.#index.lookup(handle)) {
      try {
        return await this.#loadCopy(handle, location, signal)
      } catch (error) {
        throwIfCancelled(signal)
        failures.push(error)
      }
    }
    throw failures[0] ?? new RepositoryError('missing', { what: `${handle.type} blob`, id: handle.id })
  }

  async #loadCopy(handle: BlobHandle, location: BlobLocation, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { packId, offset, length } = location
    const range = { offset, lengthBytes: length }
    const sealed = await this.#backend.read({ kind: 'data', name: packId }, range, signal)
    return openVerifiedBlob(this.#keys, handle, location, sealed)
  }

  async loadTree(id: Id, signal: AbortSignal | undefined): Promise<Tree> {
    const plain = await this.load({ type: 'tree', id }, signal)
    try {
      return decodeTree(plain)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw new RepositoryError('damaged', { file: `tree blob ${id}`, reason: error.message })
    }
  }
}

/** Opens the sealed bytes of a blob and compares its id. Fails with `damaged`, naming pack and blob. Pure, for worker threads too. */
export function openVerifiedBlob(
  keys: MasterKey,
  handle: BlobHandle,
  location: Pick<BlobLocation, 'packId' | 'uncompressedLength'>,
  sealed: Uint8Array,
): Uint8Array {
  const damaged = (reason: string) =>
    new RepositoryError('damaged', { file: `data/${location.packId}`, reason: `blob ${handle.id}: ${reason}` })
  try {
    const plain = openBlob(keys, sealed, location.uncompressedLength)
    if (hashBlob(plain) === handle.id) return plain
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error))
  }
  throw damaged('its content does not have the hash in its id')
}
