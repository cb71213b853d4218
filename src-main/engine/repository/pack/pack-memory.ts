/** Room for a pack of the usual size and the blob that fills it; untouched pages cost nothing. */
const usualBytes = 25 * 2 ** 20
const mostKept = 8

/** Hands out the memory that packs are built in, and uses it again: freed buffers of this size would wait long for the garbage collector. */
export class PackMemory {
  readonly #free: Buffer[] = []

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(usualBytes)
  }

  /** Takes back what nobody reads any more. */
  giveBack(memory: Buffer): void {
    if (memory.length === usualBytes && this.#free.length < mostKept) this.#free.push(memory)
  }
}
