import type { Id } from '../model.ts'

/** A file below the target that pieces of a job go to, under its temporary name. */
export interface JobFile {
  /** Relative to the target. */
  readonly path: Uint8Array
  /** Other jobs write to the same file, maybe at this moment. */
  readonly isShared: boolean
  readonly lengthBytes: number
}

/** A sealed blob inside the bytes of a job, and the files (by their number in the job) it goes to. */
export interface SealedPiece {
  readonly id: Id
  readonly offset: number
  readonly length: number
  readonly uncompressedLength: number
  readonly targets: readonly { readonly file: number; readonly position: number }[]
}

/** Open blobs and write them to files. */
export interface WriteJob {
  readonly kind: 'write'
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The open target folder; descriptors are good on all threads of a process. */
  readonly target: { readonly fd: number; readonly path: Uint8Array }
  readonly files: readonly JobFile[]
  readonly pieces: readonly SealedPiece[]
}

/** Read an open file back and compare its blobs. */
export interface CompareJob {
  readonly kind: 'compare'
  readonly fd: number
  readonly pieces: readonly { readonly id: Id; readonly length: number }[]
}

/** Work for a thread. */
export type ContentJob = WriteJob | CompareJob

/** What went wrong: a piece that cannot be opened, or a file that cannot be written (`reason` is the system's code). */
export type WriteFailure =
  | { readonly kind: 'piece'; readonly piece: number; readonly reason: string }
  | { readonly kind: 'file'; readonly file: number; readonly reason: string }

/** The answer: failures of a write job, or whether a file holds exactly the blobs it was compared with. */
export interface ContentReply {
  readonly failures: readonly WriteFailure[]
  readonly equal: boolean
}
