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

/** The 16 bytes of Poly1305 over `message` with the key (r, s); r is clamped here. RFC 8439, section 2.5. */
export function poly1305(r: Uint8Array, s: Uint8Array, message: Uint8Array): Uint8Array {
  memory.set(r, keyAt)
  memory.set(s, keyAt + 16)
  begin()
  let position = 0
  while (message.length - position >= 16) {
    const size = Math.min(bufferSize, (message.length - position) & ~15)
    memory.set(message.subarray(position, position + size), bufferAt)
    update(size)
    position += size
  }
  memory.set(message.subarray(position), bufferAt)
  finish(message.length - position)
  return memory.slice(tagAt, tagAt + 16)
}
