import type { Id } from '../model.ts'
import type { PackedBlob } from '../pack/pack-header.ts'
import type { CheckFindingCode } from './model.ts'

/** A pack, or a part of a large one, for a worker thread. Blob offsets count from the start of `bytes`. */
export interface PackJob {
  readonly packId: Id
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly blobs: readonly PackedBlob[]
  /** Whether `bytes` is the whole pack, so that its hash and header are to be looked at too. */
  readonly isWhole: boolean
}

/** What the thread found. */
export interface PackReply {
  readonly findings: readonly { readonly code: CheckFindingCode; readonly detail: string; readonly blobId?: Id }[]
}
