import { sealBlob } from '../../crypto/blob.ts'
import type { Id } from '../../model.ts'
import type { SealedPart, SealedParts, WorkerSettings } from '../protocol.ts'

/** A plain chunk and its id. */
export interface PlainChunk {
  readonly id: Id
  readonly plain: Uint8Array
}

/** Compresses and encrypts one chunk. */
export type Seal = (plain: Uint8Array) => ReturnType<typeof sealBlob>

/** The sealing function of this thread. */
export function createSeal(settings: WorkerSettings): Seal {
  return (plain) => sealBlob(settings.keys, plain, settings.compression)
}

/** Seals chunks into one buffer, so that many small ones cross to the main thread in one transfer. */
export function sealAll(seal: Seal, chunks: readonly PlainChunk[]): SealedParts {
  const sealed = chunks.map(({ id, plain }) => ({ id, plainLength: plain.length, ...seal(plain) }))
  const parts: SealedPart[] = []
  let offset = 0
  for (const { id, plainLength, uncompressedLength, sealed: bytes } of sealed) {
    parts.push({ id, offset, length: bytes.length, plainLength, uncompressedLength })
    offset += bytes.length
  }
  return {
    parts,
    bytes: joined(
      sealed.map((chunk) => chunk.sealed),
      offset,
    ),
  }
}

function joined(pieces: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined && only.length === only.buffer.byteLength) return only
  const whole = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}
