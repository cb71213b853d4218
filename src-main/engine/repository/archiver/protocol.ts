import type { MasterKey } from '../crypto/master-key.ts'
import type { WalkOrigin } from '../filter/entry-selection.ts'
import type { ExclusionRules } from '../filter/exclusion-rules.ts'
import type { Id, Node } from '../model.ts'
import type { Compression } from '../repository.ts'
import type { BackupProblemCode } from './options.ts'

/** What every worker thread is told when it starts. */
export interface WorkerSettings {
  readonly keys: MasterKey
  readonly compression: Compression
  readonly polynomial: bigint
  readonly rules: ExclusionRules
  readonly withAccessTime: boolean
}

/** A problem on its way to the main thread; `path` is a path text. */
export interface FoundProblem {
  readonly code: BackupProblemCode
  readonly path: string
  readonly reason: string
}

/** One entry of a folder: its node without content or subtree. `enter` is false for a mount point that is to stay empty. */
export interface ListedEntry {
  readonly name: string
  readonly node: Node
  readonly enter: boolean
}

/** Entries in the order of the format (ascending by bytes), and what could not be looked at. */
export interface FolderListing {
  /** False when the folder itself could not be read; `problems` says why. */
  readonly readable: boolean
  readonly entries: readonly ListedEntry[]
  readonly problems: readonly FoundProblem[]
}

/** What was found at one path that is in the backup whatever the rules say; `device` is the file system it lies on. */
export interface Inspection {
  readonly entry: ListedEntry | undefined
  readonly device: bigint
  readonly problems: readonly FoundProblem[]
}

/** A file to read, and what the listing said of it. */
export interface FileToRead {
  readonly path: string
  readonly name: string
  readonly listed: Pick<Node, 'inode' | 'size' | 'modifiedTime' | 'changeTime'>
}

/** How reading a file ended. `node` is there when the file had changed since it was listed. */
export type FileReading =
  | {
      readonly kind: 'read'
      readonly node: Node | undefined
      readonly changed: boolean
      readonly sizeBytes: number
    }
  | { readonly kind: 'failed'; readonly problem: FoundProblem }
  /** It has grown over the limit of small files. */
  | { readonly kind: 'grown' }

/** A sealed blob inside a shared buffer. */
export interface SealedPart {
  readonly id: Id
  readonly offset: number
  readonly length: number
  readonly plainLength: number
  readonly uncompressedLength: number
}

/** Sealed blobs that lie one after the other in `bytes`. */
export interface SealedParts {
  readonly parts: readonly SealedPart[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What becomes of a chunk of a large file: it is known, is to be sealed by the thread that read it, or sent to be sealed elsewhere. */
export type ChunkVerdict = 'drop' | 'seal' | 'send'

/** Main thread to worker. Messages with the same `job` belong together. */
export type ToWorker =
  | {
      readonly kind: 'inspect'
      readonly job: number
      readonly path: string
      readonly name: string
      readonly followed: boolean
    }
  | { readonly kind: 'list'; readonly job: number; readonly path: string; readonly origin: WalkOrigin }
  | {
      readonly kind: 'scan'
      readonly job: number
      readonly folders: readonly { readonly path: string; readonly origin: WalkOrigin }[]
    }
  | { readonly kind: 'read-small'; readonly job: number; readonly files: readonly FileToRead[] }
  /** Answers `hashed`: which of its ids are new and are to be sealed. */
  | { readonly kind: 'wanted'; readonly job: number; readonly ids: readonly Id[] }
  /** Reads a file of any size. */
  | { readonly kind: 'read-large'; readonly job: number; readonly file: FileToRead }
  /** Answers a `chunk` that carries a number. */
  | { readonly kind: 'verdict'; readonly job: number; readonly chunk: number; readonly verdict: ChunkVerdict }
  | { readonly kind: 'seal'; readonly job: number; readonly id: Id; readonly plain: Uint8Array<ArrayBuffer> }

/** Worker to main thread. */
export type FromWorker =
  | { readonly kind: 'inspected'; readonly job: number; readonly inspection: Inspection }
  | { readonly kind: 'listed'; readonly job: number; readonly listing: FolderListing }
  | {
      readonly kind: 'scanned'
      readonly job: number
      readonly files: number
      readonly bytes: number
      readonly finished: boolean
    }
  /** Ids of the files of a batch in their order; undefined where there is nothing to store. */
  | {
      readonly kind: 'hashed'
      readonly job: number
      readonly readings: readonly FileReading[]
      readonly ids: readonly (Id | undefined)[]
    }
  | { readonly kind: 'sealed'; readonly job: number; readonly sealed: SealedParts }
  /** `count` equal chunks in a row; `chunk` is missing when that content was told of before, else it awaits a verdict. */
  | {
      readonly kind: 'chunk'
      readonly job: number
      readonly id: Id
      readonly length: number
      readonly count: number
      readonly chunk: number | undefined
    }
  | { readonly kind: 'chunk-sealed'; readonly job: number; readonly sealed: SealedParts }
  | {
      readonly kind: 'chunk-content'
      readonly job: number
      readonly id: Id
      readonly plain: Uint8Array<ArrayBuffer>
    }
  | { readonly kind: 'file-read'; readonly job: number; readonly reading: FileReading }
  /** Every chunk of the file has been dealt with; nothing more comes for this job. */
  | { readonly kind: 'file-finished'; readonly job: number }
  /** A defect in the worker's code or a lack of memory; expected failures travel as problems. */
  | { readonly kind: 'crashed'; readonly job: number; readonly message: string }

/** Files up to this size are exactly one chunk and are read in batches. */
export const smallFileBytes = 524_288
