import type { Backend } from './backend/backend.ts'
import { type BlobIndex, LoadedIndex } from './blob-index/blob-index.ts'
import { IndexLoader } from './blob-index/index-loader.ts'
import { IndexWriter } from './blob-index/index-writer.ts'
import { BlobReader } from './blob-reader.ts'
import type { RepositoryConfig } from './config-file.ts'
import { hashBlob, sealBlob } from './crypto/blob.ts'
import type { Compression } from './crypto/compression.ts'
import type { MasterKey } from './crypto/master-key.ts'
import { RepositoryError } from './errors.ts'
import { encodeTree } from './format/tree-codec.ts'
import { LockStore } from './lock/lock-store.ts'
import type { OwnLocks } from './lock/own-locks.ts'
import { acquireLock, type RepositoryLock } from './lock/repository-lock.ts'
import type { BlobHandle, BlobType, Id, NewSnapshot, Snapshot, Tree } from './model.ts'
import type { FinishedPack } from './pack/pack-builder.ts'
import { PackWriter } from './pack/pack-writer.ts'
import type { SealedBlob } from './pack/sealed-blob.ts'
import { type ListOptions, type SnapshotFilter, SnapshotStore } from './snapshot-store.ts'
import { UnpackedFiles, type UnpackedKind } from './unpacked-files.ts'

export type { BlobIndex } from './blob-index/blob-index.ts'
export type { Compression } from './crypto/compression.ts'
export type { RepositoryLock } from './lock/repository-lock.ts'
export type { SealedBlob } from './pack/sealed-blob.ts'
export type { SnapshotFilter } from './snapshot-store.ts'
export type { UnpackedKind } from './unpacked-files.ts'

/** What saving a blob came to: `storedBytes` is what it takes in a pack, 0 when it was known already. */
export interface SavedBlob {
  readonly id: Id
  readonly isNew: boolean
  readonly storedBytes: number
}

/** Settings of one use of a repository. */
export interface RepositoryOptions {
  /** `auto` when not given. */
  readonly compression?: Compression
  /** Where locks of this installation are remembered; without it none is ever removed but by `unlock`. */
  readonly ownLocks?: OwnLocks
}

/** An open repository: the only way to its content. Made by `openRepository` and `initRepository`. */
export class Repository {
  readonly id: Id
  readonly version: 1 | 2
  readonly chunkerPolynomial: bigint
  readonly backend: Backend
  readonly keys: MasterKey
  /** How data blobs are to be sealed; always `off` in a repository of format version 1, which knows no compression. */
  readonly compression: Compression
  readonly #config: RepositoryConfig
  readonly #index = new LoadedIndex()
  readonly #claimed = new Set<string>()
  readonly #locks = new Set<RepositoryLock>()
  readonly #files: UnpackedFiles
  readonly #snapshots: SnapshotStore
  readonly #lockStore: LockStore
  readonly #indexLoader: IndexLoader
  readonly #indexWriter: IndexWriter
  readonly #packWriter: PackWriter
  readonly #reader: BlobReader

  constructor(backend: Backend, keys: MasterKey, config: RepositoryConfig, options: RepositoryOptions = {}) {
    this.id = config.id
    this.version = config.version
    this.chunkerPolynomial = config.chunkerPolynomial
    this.backend = backend
    this.keys = keys
    this.compression = config.version === 1 ? 'off' : (options.compression ?? 'auto')
    this.#config = config
    this.#files = new UnpackedFiles(backend, keys, config.version)
    this.#snapshots = new SnapshotStore(backend, this.#files)
    this.#lockStore = new LockStore({ backend, files: this.#files, ownLocks: options.ownLocks })
    this.#indexLoader = new IndexLoader(backend, this.#files, this.#index)
    this.#indexWriter = new IndexWriter((bytes) => this.saveUnpacked('index', bytes))
    this.#packWriter = new PackWriter({ keys, uploads: backend.connections, store: (pack) => this.#storePack(pack) })
    this.#reader = new BlobReader(backend, keys, this.#index)
  }

  /** Which blobs exist and where: what `loadIndex` found and what was stored since. */
  get index(): BlobIndex {
    return this.#index
  }

  /**
   * Reads the index files that are not loaded yet. `onProgress` gets files done and files in all. A file that cannot be read
   * fails the call unless `onDamaged` takes it.
   */
  async loadIndex(
    signal?: AbortSignal,
    onProgress?: (done: number, total: number) => void,
    onDamaged?: (id: Id, error: unknown) => void,
  ): Promise<void> {
    await this.#indexLoader.load({ signal, onProgress, onDamaged })
  }

  /** The plain bytes of a blob, verified by MAC and SHA-256; other copies are tried when one is damaged. */
  async loadBlob(handle: BlobHandle, signal?: AbortSignal): Promise<Uint8Array> {
    return await this.#reader.load(handle, signal)
  }

  async loadTree(id: Id, signal?: AbortSignal): Promise<Tree> {
    return await this.#reader.loadTree(id, signal)
  }

  /**
   * True when the blob is unknown and the caller has to store it now with `addSealed`; later callers get false.
   * Fails with `unsupported-format` when this program must not write here.
   */
  claim(handle: BlobHandle): boolean {
    this.#refuseUnsupportedWrites()
    const key = claimKey(handle)
    if (this.#claimed.has(key) || this.#index.has(handle)) return false
    this.#claimed.add(key)
    return true
  }

  /** Seals on the calling thread and stores the blob unless it is known already. `id` may be given when it is computed already. */
  async saveBlob(type: BlobType, plain: Uint8Array, id: Id = hashBlob(plain)): Promise<SavedBlob> {
    const handle = { type, id }
    if (!this.claim(handle)) return { id, isNew: false, storedBytes: 0 }
    const { sealed, uncompressedLength } = sealBlob(this.keys, plain, this.#compressionOf(type))
    await this.addSealed({ handle, sealed, uncompressedLength })
    return { id, isNew: true, storedBytes: sealed.length }
  }

  /** Folders are compressed even when data is not, wherever the format allows it. */
  #compressionOf(type: BlobType): Compression {
    return type === 'tree' && this.version > 1 && this.compression === 'off' ? 'auto' : this.compression
  }

  /** Stores a blob claimed before. Resolves when there is room for more; upload errors appear here or in `flush`. */
  async addSealed(blob: SealedBlob): Promise<void> {
    await this.#packWriter.add(blob)
  }

  async saveTree(tree: Tree): Promise<SavedBlob> {
    return await this.saveBlob('tree', encodeTree(tree))
  }

  async #storePack(pack: FinishedPack): Promise<void> {
    await this.#ensureLocked()
    await this.backend.write({ kind: 'data', name: pack.id }, pack.parts)
    this.#index.add(pack)
    for (const { handle } of pack.blobs) this.#claimed.delete(claimKey(handle))
    await this.#indexWriter.add(pack)
  }

  /** Finishes open packs and writes index files; afterwards every stored blob is durable and indexed. */
  async flush(): Promise<void> {
    await this.#packWriter.flush()
    await this.#indexWriter.flush()
  }

  /** All snapshots, newest last. A file that cannot be read fails the call with `damaged` unless `onDamaged` takes it. */
  async listSnapshots(options?: ListOptions): Promise<Snapshot[]> {
    return await this.#snapshots.list(options)
  }

  async loadSnapshot(id: Id): Promise<Snapshot> {
    return await this.#snapshots.load(id)
  }

  /** Finds by full id, unique prefix or `latest`, the newest that passes the filter. */
  async findSnapshot(idOrPrefixOrLatest: string, filter?: SnapshotFilter): Promise<Snapshot> {
    return await this.#snapshots.find(idOrPrefixOrLatest, filter)
  }

  /** Writes a snapshot; call `flush` before, or it may refer to what is not stored. */
  async saveSnapshot(snapshot: NewSnapshot): Promise<Snapshot> {
    this.#refuseUnsupportedWrites()
    await this.#ensureLocked()
    return await this.#snapshots.save(snapshot)
  }

  /** Plain bytes of an index, snapshot or lock file, verified against its name. */
  async loadUnpacked(kind: UnpackedKind, id: Id, signal?: AbortSignal): Promise<Uint8Array> {
    return await this.#files.load(kind, id, signal)
  }

  async saveUnpacked(kind: UnpackedKind, plain: Uint8Array): Promise<Id> {
    this.#refuseUnsupportedWrites()
    await this.#ensureLocked()
    return await this.#files.save(kind, plain)
  }

  async removeUnpacked(kind: UnpackedKind, id: Id): Promise<void> {
    await this.#ensureLocked()
    await this.#files.remove(kind, id)
  }

  /** Takes a shared or exclusive lock or fails with `locked`. While it is held nothing is written once it is lost. */
  async lock(exclusive: boolean, signal?: AbortSignal): Promise<RepositoryLock> {
    const lock = await acquireLock(this.#lockStore, exclusive, signal)
    this.#locks.add(lock)
    return lock
  }

  /** Removes stale locks (older than 30 minutes, or of a dead process on this host), or all; returns how many. */
  async unlock(options: { readonly removeAll?: boolean } = {}): Promise<number> {
    return await this.#lockStore.unlock(options.removeAll ?? false)
  }

  /** Releases open locks and the backend. What was not flushed is lost, which harms nothing. */
  async close(): Promise<void> {
    for (const lock of this.#locks) await lock.release()
    await this.backend.close()
  }

  async #ensureLocked(): Promise<void> {
    for (const lock of this.#locks) {
      if (lock.isReleased) this.#locks.delete(lock)
      else await lock.ensureHeld()
    }
  }

  #refuseUnsupportedWrites(): void {
    const { unknownKeys } = this.#config
    if (unknownKeys.length === 0) return
    throw new RepositoryError('unsupported-format', { reason: `config names ${unknownKeys.join(', ')}` })
  }
}

function claimKey({ type, id }: BlobHandle): string {
  return `${type}/${id}`
}
