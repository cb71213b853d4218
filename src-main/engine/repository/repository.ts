import type { Backend } from './backend/backend.ts'
import type { MasterKey } from './crypto/master-key.ts'
import type { BlobHandle, BlobLocation, BlobType, FileKind, Id, NewSnapshot, Snapshot, Tree } from './model.ts'

/** How blobs are compressed: `off` stores data raw, `auto` skips what does not shrink, `max` spends more time for less space. */
export type Compression = 'off' | 'auto' | 'max'

/** A blob that was compressed and encrypted elsewhere (usually in a worker thread). `uncompressedLength` 0 means stored raw. */
export interface SealedBlob {
  readonly handle: BlobHandle
  readonly sealed: Uint8Array
  readonly uncompressedLength: number
}

/** One blob of a pack as the index knows it. */
export interface IndexedBlob extends BlobLocation {
  readonly handle: BlobHandle
}

/** Which blobs exist and where. Lookups are synchronous and cheap (memory only). */
export interface BlobIndex {
  /** Number of blob entries, copies in several packs counted each. */
  readonly size: number
  has(handle: BlobHandle): boolean
  /** Every known copy; empty when there is none. */
  lookup(handle: BlobHandle): BlobLocation[]
  /** All entries in no promised order. */
  entries(): Iterable<IndexedBlob>
  /** Ids of all packs that an index file names. */
  packIds(): Iterable<Id>
  /** Entries grouped by pack, each pack once, blobs ascending by offset. */
  packs(): Iterable<{ readonly id: Id; readonly blobs: readonly IndexedBlob[] }>
}

/** Narrows the choice of `latest` and of listings. All given conditions must hold. */
export interface SnapshotFilter {
  /** Any of these hosts. */
  readonly hosts?: readonly string[]
  /** The snapshot names every one of these paths. */
  readonly paths?: readonly string[]
  /** Any of these lists, of which the snapshot must carry every tag. */
  readonly tagLists?: readonly (readonly string[])[]
}

/** A lock held in the repository; it refreshes itself until released. */
export interface RepositoryLock {
  /** Id of the present lock file; it changes with every refresh. */
  readonly id: Id
  readonly exclusive: boolean
  /** Aborts, with a `lock-lost` error as reason, when the lock could not be kept: stop writing at once. */
  readonly signal: AbortSignal
  /** Stops refreshing and removes the lock file. Harmless when called twice. */
  release(): Promise<void>
}

/** Kinds of files that are stored encrypted as one piece. */
export type UnpackedKind = Exclude<FileKind, 'data' | 'key' | 'config'>

/** An open repository: the only way to its content. Made by `openRepository` and `initRepository`. */
export interface Repository {
  readonly id: Id
  readonly version: 1 | 2
  readonly chunkerPolynomial: bigint
  readonly backend: Backend
  readonly keys: MasterKey
  readonly index: BlobIndex

  /** Reads the index files that are not loaded yet. `onProgress` gets files done and files in all. */
  loadIndex(signal?: AbortSignal, onProgress?: (done: number, total: number) => void): Promise<void>
  /** The plain bytes of a blob, verified by MAC and SHA-256; other copies are tried when one is damaged. */
  loadBlob(handle: BlobHandle, signal?: AbortSignal): Promise<Uint8Array>
  loadTree(id: Id, signal?: AbortSignal): Promise<Tree>

  /** True when the blob is unknown and the caller has to store it now; later callers get false. Call before sealing elsewhere. */
  claim(handle: BlobHandle): boolean
  /** Seals on the calling thread and stores the blob unless it is known already. `id` may be given when it is computed already. */
  saveBlob(
    type: BlobType,
    plain: Uint8Array,
    id?: Id,
  ): Promise<{ readonly id: Id; readonly isNew: boolean; readonly storedBytes: number }>
  /** Stores a blob claimed before. Resolves when there is room for more; upload errors appear here or in `flush`. */
  addSealed(blob: SealedBlob): Promise<void>
  saveTree(tree: Tree): Promise<{ readonly id: Id; readonly isNew: boolean; readonly storedBytes: number }>
  /** Finishes open packs and writes index files; afterwards every stored blob is durable and indexed. */
  flush(): Promise<void>

  /** Newest last. A snapshot file that cannot be read fails the call with `damaged` unless `onDamaged` takes it. */
  listSnapshots(options?: {
    readonly signal?: AbortSignal
    readonly onDamaged?: (id: Id, error: unknown) => void
  }): Promise<Snapshot[]>
  loadSnapshot(id: Id): Promise<Snapshot>
  /** Finds by full id, unique prefix or `latest` (newest that passes the filter). */
  findSnapshot(idOrPrefixOrLatest: string, filter?: SnapshotFilter): Promise<Snapshot>
  saveSnapshot(snapshot: NewSnapshot): Promise<Snapshot>

  /** Plain bytes of an index, snapshot or lock file, verified against its name. */
  loadUnpacked(kind: UnpackedKind, id: Id, signal?: AbortSignal): Promise<Uint8Array>
  saveUnpacked(kind: UnpackedKind, plain: Uint8Array): Promise<Id>
  removeUnpacked(kind: UnpackedKind, id: Id): Promise<void>

  /** Takes a shared or exclusive lock or fails with `locked`. */
  lock(exclusive: boolean, signal?: AbortSignal): Promise<RepositoryLock>
  /** Removes stale locks (older than 30 minutes, or of a dead process on this host), or all; returns how many. */
  unlock(options?: { readonly removeAll?: boolean }): Promise<number>
  /** Releases memory and the backend. Open locks are released too. */
  close(): Promise<void>
}
