/** What a compiled module offers: its memory, its constants and its functions, checked at the border. */
export interface WasmModule {
  /** The whole memory; the modules never grow it, so the view stays valid. */
  readonly memory: Uint8Array
  constant(name: string): number
  call(name: string): (...args: readonly (number | bigint)[]) => number
}

/** Starts a fresh instance of a module given as base64. Synchronous: the modules have a few kilobytes. */
export function instantiate(base64: string): WasmModule {
  const module = new WebAssembly.Module(Buffer.from(base64, 'base64'))
  const { exports } = new WebAssembly.Instance(module, { env: { abort: fail } })
  return {
    memory: memoryOf(exports),
    constant: (name) => constantOf(exports, name),
    call: (name) => functionOf(exports, name),
  }
}

function fail(): never {
  throw new Error('a WebAssembly module stopped')
}

function memoryOf(exports: Record<string, unknown>): Uint8Array {
  const memory = exports.memory
  if (
    typeof memory !== 'object' ||
    memory === null ||
    !('buffer' in memory) ||
    !(memory.buffer instanceof ArrayBuffer)
  ) {
    throw new TypeError('the WebAssembly module has no memory')
  }
  return new Uint8Array(memory.buffer)
}

function constantOf(exports: Record<string, unknown>, name: string): number {
  const global = exports[name]
  if (typeof global === 'object' && global !== null && 'value' in global && typeof global.value === 'number') {
    return global.value
  }
  throw new TypeError(`the WebAssembly module has no constant ${name}`)
}

function functionOf(exports: Record<string, unknown>, name: string): (...args: readonly (number | bigint)[]) => number {
  const candidate = exports[name]
  if (typeof candidate !== 'function') throw new TypeError(`the WebAssembly module has no function ${name}`)
  return (...args) => Number(candidate(...args) ?? 0)
}
