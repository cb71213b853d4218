import { hashParts } from '../crypto/blob.ts'
import { sealedOverhead } from '../crypto/cipher.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import type { BlobType, Id } from '../model.ts'
import { encodePackHeader, headerEntryBytes, maxHeaderBytes, type PackedBlob } from './pack-header.ts'
import type { SealedBlob } from './sealed-blob.ts'

/** A finished pack: its id is the SHA-256 of all parts. */
export interface FinishedPack {
  readonly id: Id
  readonly blobs: readonly PackedBlob[]
  readonly parts: readonly Uint8Array[]
}

/** A pack under construction, in memory; all its blobs are of one type. */
export class PackBuilder {
  readonly type: BlobType
  readonly #parts: Uint8Array[] = []
  readonly #blobs: PackedBlob[] = []
  #size = 0
  #headerBytes = sealedOverhead

  constructor(type: BlobType) {
    this.type = type
  }

  /** Bytes of blobs so far, without the header. */
  get size(): number {
    return this.#size
  }

  get isEmpty(): boolean {
    return this.#blobs.length === 0
  }

  /** Whether one more entry might make the header too long. */
  get isHeaderFull(): boolean {
    return this.#headerBytes + headerEntryBytes(1) > maxHeaderBytes
  }

  add({ handle, sealed, uncompressedLength }: SealedBlob): void {
    this.#blobs.push({ handle, offset: this.#size, length: sealed.length, uncompressedLength })
    this.#parts.push(sealed)
    this.#size += sealed.length
    this.#headerBytes += headerEntryBytes(uncompressedLength)
  }

  /** Appends all blobs of another pack. */
  absorb(other: PackBuilder): void {
    for (const [index, { handle, uncompressedLength }] of other.#blobs.entries()) {
      const sealed = other.#parts[index]
      if (sealed !== undefined) this.add({ handle, sealed, uncompressedLength })
    }
  }

  finish(keys: MasterKey): FinishedPack {
    const parts = [...this.#parts, encodePackHeader(keys, this.#blobs)]
    return { id: hashParts(parts), blobs: this.#blobs, parts }
  }
}
