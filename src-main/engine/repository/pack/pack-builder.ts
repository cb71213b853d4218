import { hashBlob } from '../crypto/blob.ts'
import { sealedOverhead } from '../crypto/cipher.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import type { BlobType, Id } from '../model.ts'
import { encodePackHeader, headerEntryBytes, maxHeaderBytes, type PackedBlob } from './pack-header.ts'
import { PackMemory } from './pack-memory.ts'
import type { SealedBlob } from './sealed-blob.ts'

/** A finished pack: its id is the SHA-256 of all parts. The parts are valid until the pack's memory is released. */
export interface FinishedPack {
  readonly id: Id
  readonly blobs: readonly PackedBlob[]
  readonly parts: readonly Uint8Array[]
}

/** A pack under construction, in memory; all its blobs are of one type. Blobs are copied, so their buffers are free after `add`. */
export class PackBuilder {
  readonly type: BlobType
  readonly #memory: PackMemory
  readonly #blobs: PackedBlob[] = []
  #bytes: Buffer | undefined
  #size = 0
  #headerBytes = sealedOverhead

  constructor(type: BlobType, memory: PackMemory = new PackMemory()) {
    this.type = type
    this.#memory = memory
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
    this.#roomFor(sealed.length).set(sealed, this.#size)
    this.#blobs.push({ handle, offset: this.#size, length: sealed.length, uncompressedLength })
    this.#size += sealed.length
    this.#headerBytes += headerEntryBytes(uncompressedLength)
  }

  /** Appends all blobs of another pack and releases that one. */
  absorb(other: PackBuilder): void {
    const bytes = other.#bytes ?? Buffer.alloc(0)
    for (const { handle, offset, length, uncompressedLength } of other.#blobs) {
      this.add({ handle, sealed: bytes.subarray(offset, offset + length), uncompressedLength })
    }
    other.release()
  }

  /** Ends the pack: nothing can be added afterwards. */
  finish(keys: MasterKey): FinishedPack {
    const header = encodePackHeader(keys, this.#blobs)
    const bytes = this.#roomFor(header.length)
    bytes.set(header, this.#size)
    const whole = bytes.subarray(0, this.#size + header.length)
    return { id: hashBlob(whole), blobs: this.#blobs, parts: [whole] }
  }

  /** Gives the memory back once the finished pack is stored. */
  release(): void {
    if (this.#bytes !== undefined) this.#memory.giveBack(this.#bytes)
    this.#bytes = undefined
  }

  #roomFor(length: number): Buffer {
    const present = this.#bytes ?? this.#memory.take()
    const needed = this.#size + length
    this.#bytes = needed <= present.length ? present : this.#moved(present, needed)
    return this.#bytes
  }

  #moved(present: Buffer, needed: number): Buffer {
    const larger = Buffer.allocUnsafeSlow(Math.ceil(needed * 1.25))
    present.copy(larger, 0, 0, this.#size)
    this.#memory.giveBack(present)
    return larger
  }
}
