import type { FileKind } from '../model.ts'

/** Names one file of a repository; `config` has the empty name. */
export interface FileHandle {
  readonly kind: FileKind
  readonly name: string
}

/** One entry of a listing. */
export interface ListedFile {
  readonly name: string
  readonly sizeBytes: number
}

/** A part of a file: `lengthBytes` undefined means up to the end. */
export interface ByteRange {
  readonly offset: number
  readonly lengthBytes?: number
}

/**
 * Storage of write-once files. Every implementation passes the suite in `backend/testing/suite.ts`.
 * A promise that fails does so with a RepositoryError (`missing`, `storage-failed`, `storage-full`, `file-exists`, `cancelled`).
 */
export interface Backend {
  /** Human-readable place without secrets, for messages and for the lock of a cache. */
  readonly location: string
  /** How many calls may usefully run at the same time. */
  readonly connections: number
  /** Creates the folders of a new repository; harmless when they exist. */
  create(): Promise<void>
  /** Lists all files of a kind whose names are ids; other names are skipped. Order is not promised. */
  list(kind: FileKind, signal?: AbortSignal): AsyncIterable<ListedFile>
  /** Reads a file or a part of it. Fails with `missing` when there is none, `damaged` when it is shorter than the range asked for. */
  read(file: FileHandle, range?: ByteRange, signal?: AbortSignal): Promise<Uint8Array>
  stat(file: FileHandle): Promise<{ readonly sizeBytes: number }>
  /**
   * Writes atomically: when the promise resolves the file is whole and durable, when it fails there is no such file.
   * The buffers belong to the caller again once the promise settles.
   */
  write(file: FileHandle, parts: readonly Uint8Array[], signal?: AbortSignal): Promise<void>
  /** Removes a file; one that is gone already is success. */
  remove(file: FileHandle): Promise<void>
  close(): Promise<void>
}
