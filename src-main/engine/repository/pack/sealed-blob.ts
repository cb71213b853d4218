import type { BlobHandle } from '../model.ts'

/** A blob that was compressed and encrypted, often in a worker thread. `uncompressedLength` 0 means stored raw. */
export interface SealedBlob {
  readonly handle: BlobHandle
  readonly sealed: Uint8Array
  readonly uncompressedLength: number
}
