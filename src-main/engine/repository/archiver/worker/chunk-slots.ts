import { chunkerLimits } from '../../chunker/chunker.ts'

/** Memory for chunks that wait for the main thread's word; used again and again. Whoever wants one while all are taken waits. */
export class ChunkSlots {
  readonly #free: Buffer[]
  readonly #waiting: ((slot: Buffer) => void)[] = []

  constructor(count: number) {
    this.#free = Array.from({ length: count }, () => Buffer.allocUnsafeSlow(chunkerLimits.maxBytes))
  }

  async take(): Promise<Buffer> {
    return this.#free.pop() ?? (await new Promise<Buffer>((resolve) => this.#waiting.push(resolve)))
  }

  release(slot: Buffer): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free.push(slot)
    else next(slot)
  }
}
