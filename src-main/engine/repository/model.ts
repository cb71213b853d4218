/**
 * The vocabulary of the repository engine: what a restic repository is made of, as values.
 * @see https://restic.readthedocs.io/en/stable/100_references.html (repository format, version 2)
 */

/** Kinds of files a repository holds; each lies under its own folder, except the one `config`. */
export type FileKind = 'config' | 'key' | 'data' | 'index' | 'snapshot' | 'lock'

/** A blob is a chunk of file content or a serialised folder. */
export type BlobType = 'data' | 'tree'

/** 64 lower-case hex digits: the SHA-256 of the stored bytes (files) or of the plain bytes (blobs). */
export type Id = string

/** Identity of a blob for deduplication. */
export interface BlobHandle {
  readonly type: BlobType
  readonly id: Id
}

/** Where a blob lies: `offset` and `length` (with the 32 bytes of encryption) inside the pack; `uncompressedLength` 0 means stored raw. */
export interface BlobLocation {
  readonly packId: Id
  readonly offset: number
  readonly length: number
  readonly uncompressedLength: number
}

/** One extended attribute; an empty value is an empty array. */
export interface ExtendedAttribute {
  readonly name: string
  readonly value: Uint8Array
}

export type NodeType = 'file' | 'dir' | 'symlink' | 'dev' | 'chardev' | 'fifo' | 'socket' | 'irregular'

/**
 * One entry of a folder as restic stores it. `name` holds the raw bytes of the name (file systems do not promise UTF-8).
 * Times are RFC 3339 texts with nanoseconds exactly as they stand in the tree; 64-bit numbers are bigint; `mode` is Go's FileMode.
 * `extra` keeps unknown keys, so that nothing is lost on re-writing.
 */
export interface Node {
  readonly name: Uint8Array
  readonly type: NodeType
  readonly mode: number
  readonly modifiedTime: string
  readonly accessTime: string
  readonly changeTime: string
  readonly uid: number
  readonly gid: number
  readonly user: string
  readonly group: string
  readonly inode: bigint
  readonly deviceId: bigint
  readonly size: bigint
  readonly links: bigint
  /** Raw bytes of a symlink's target. */
  readonly linkTarget?: Uint8Array
  readonly extendedAttributes: readonly ExtendedAttribute[]
  /** Windows attributes and the like, kept as the JSON text they came as, keys sorted. */
  readonly genericAttributes?: Readonly<Record<string, unknown>>
  readonly device: bigint
  /** Ids of the data blobs of a file in order; empty for an empty file; null for everything that is no file. */
  readonly content: readonly Id[] | null
  readonly subtree?: Id
  readonly error?: string
  readonly extra?: Readonly<Record<string, unknown>>
}

/** A folder: its nodes, strictly ascending by the bytes of their names. */
export interface Tree {
  readonly nodes: readonly Node[]
}

/** Figures of one backup as restic 0.17 stores them in the snapshot. */
export interface SnapshotSummary {
  readonly backupStart: string
  readonly backupEnd: string
  readonly filesNew: number
  readonly filesChanged: number
  readonly filesUnmodified: number
  readonly dirsNew: number
  readonly dirsChanged: number
  readonly dirsUnmodified: number
  readonly dataBlobs: number
  readonly treeBlobs: number
  readonly dataAdded: number
  readonly dataAddedPacked: number
  readonly totalFilesProcessed: number
  readonly totalBytesProcessed: number
}

/** A snapshot file. `id` is the name of the file and not part of its content. */
export interface Snapshot {
  readonly id: Id
  readonly time: string
  readonly parent?: Id
  readonly tree: Id
  readonly paths: readonly string[]
  readonly hostname: string
  readonly username: string
  readonly uid: number
  readonly gid: number
  readonly excludes: readonly string[]
  readonly tags: readonly string[]
  readonly original?: Id
  readonly programVersion?: string
  readonly summary?: SnapshotSummary
  readonly extra?: Readonly<Record<string, unknown>>
}

/** What a new snapshot is written from: everything but its id. */
export type NewSnapshot = Omit<Snapshot, 'id'>
