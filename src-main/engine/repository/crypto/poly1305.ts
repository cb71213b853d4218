import { instantiate } from '../wasm/instantiate.ts'
import { poly1305Wasm } from '../wasm/poly1305-wasm.ts'

const wasm = instantiate(poly1305Wasm)
const memory = wasm.memory
const keyAt = wasm.constant('KEY')
const tagAt = wasm.constant('TAG')
const bufferAt = wasm.constant('BUFFER')
const bufferSize = wasm.constant('BUFFER_SIZE')
const begin = wasm.call('begin')
const update = wasm.call('update')
const finish = wasm.call('finish')

/**
 * The 16 bytes of Poly1305 over a message with the key (r, s); r is clamped here. RFC 8439, section 2.5.
 * The message comes in pieces, each but the last a multiple of 16 bytes; every piece is hashed before the next is asked for.
 */
export function poly1305(r: Uint8Array, s: Uint8Array, pieces: Iterable<Uint8Array>): Uint8Array {
  memory.set(r, keyAt)
  memory.set(s, keyAt + 16)
  begin()
  let rest = 0
  for (const piece of pieces) {
    if (rest !== 0) throw new RangeError('only the last piece may end within a block')
    rest = absorb(piece)
  }
  finish(rest)
  return memory.slice(tagAt, tagAt + 16)
}

/** Hashes whole blocks and leaves what is over, 0 to 15 bytes, at the beginning of the buffer. */
function absorb(piece: Uint8Array): number {
  let position = 0
  while (piece.length - position >= 16) {
    const size = Math.min(bufferSize, (piece.length - position) & ~15)
    memory.set(piece.subarray(position, position + size), bufferAt)
    update(size)
    position += size
  }
  memory.set(piece.subarray(position), bufferAt)
  return piece.length - position
}
