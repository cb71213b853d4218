import type { MasterKey } from '../crypto/master-key.ts'
import type { Id } from '../model.ts'

/** A sealed blob inside the bytes of a job, and the open files it goes to. */
export interface SealedPiece {
  readonly id: Id
  readonly offset: number
  readonly length: number
  readonly uncompressedLength: number
  readonly targets: readonly { readonly fd: number; readonly position: number }[]
}

/** Work for a thread: open blobs and write them, or read a file back and compare its blobs. */
export type ContentJob =
  | {
      readonly kind: 'write'
      readonly keys: MasterKey
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly pieces: readonly SealedPiece[]
    }
  | {
      readonly kind: 'compare'
      readonly fd: number
      readonly pieces: readonly { readonly id: Id; readonly length: number }[]
    }

/** What went wrong with a piece. `write` failed at one target with the system's code, `damaged` fails all of them. */
export type PieceFailure =
  | { readonly kind: 'damaged'; readonly piece: number; readonly reason: string }
  | { readonly kind: 'write'; readonly piece: number; readonly target: number; readonly reason: string }

/** The answer: failures of a write job, or whether a file holds exactly the blobs it was compared with. */
export interface ContentReply {
  readonly failures: readonly PieceFailure[]
  readonly equal: boolean
}
