import { chunkerWasm } from '../wasm/chunker-wasm.ts'
import { instantiate } from '../wasm/instantiate.ts'

/** Sizes between which cuts are made and how many low bits of the fingerprint must be zero; restic's values. */
export const chunkerLimits = { minBytes: 524_288, maxBytes: 8_388_608, averageBits: 20 } as const

/** The fingerprint at a cut depends on this many bytes before it, so everything earlier in a chunk is skipped. */
const historyBytes = 128

/** Finds where a stream of bytes is cut into chunks. One instance per file at a time; cheap to reset. */
export interface Chunker {
  /**
   * Takes the next bytes of the stream and returns the cuts inside them: positions in `bytes` after which a chunk ends, ascending.
   * Where buffers begin and end makes no difference. What follows the last cut belongs to the next chunk; the end of the stream ends it.
   */
  push(bytes: Uint8Array): number[]
  /** Begins a new stream. */
  reset(): void
}

/** A chunker for the polynomial of a repository: Rabin fingerprints over 64 bytes, cutting exactly where restic cuts. */
export function createChunker(polynomial: bigint): Chunker {
  return new RabinChunker(polynomial)
}

class RabinChunker implements Chunker {
  readonly #memory: Uint8Array
  readonly #bufferAt: number
  readonly #bufferSize: number
  readonly #find: (from: number, to: number) => number
  #length = 0

  constructor(polynomial: bigint) {
    const wasm = instantiate(chunkerWasm)
    wasm.call('setup')(polynomial, chunkerLimits.averageBits)
    this.#memory = wasm.memory
    this.#bufferAt = wasm.constant('BUFFER')
    this.#bufferSize = wasm.constant('BUFFER_SIZE')
    this.#find = wasm.call('find')
  }

  reset(): void {
    this.#length = 0
  }

  push(bytes: Uint8Array): number[] {
    const cuts: number[] = []
    let position = 0
    while (position < bytes.length) {
      const skip = chunkerLimits.minBytes - historyBytes - this.#length
      if (skip > 0) {
        const skipped = Math.min(skip, bytes.length - position)
        this.#length += skipped
        position += skipped
        continue
      }
      position += this.#search(bytes, position)
      if (this.#length === 0) cuts.push(position)
    }
    return cuts
  }

  /** Looks at the next piece and returns how far it went; the length is 0 afterwards when a chunk ended there. */
  #search(bytes: Uint8Array, position: number): number {
    const start = this.#bufferAt
    const size = Math.min(this.#bufferSize, bytes.length - position, chunkerLimits.maxBytes - this.#length)
    this.#memory.set(bytes.subarray(position, position + size), start)
    const firstEnd = Math.max(1, chunkerLimits.minBytes - this.#length)
    const hit = firstEnd <= size ? this.#find(start + firstEnd - 1, start + size) : 0
    if (hit !== 0) {
      this.#length = 0
      return hit - start
    }
    this.#length += size
    if (this.#length === chunkerLimits.maxBytes) this.#length = 0
    else this.#memory.copyWithin(start - historyBytes, start + size - historyBytes, start + size)
    return size
  }
}
