import { setImmediate as nextTurn } from 'node:timers/promises'
import { PromqlInterruptedError, PromqlLimitError } from '../errors.ts'

const turnMs = 15

/** What one query may use: samples held at once, time, and turns of the event loop, which it gives back every few milliseconds. */
export class Budget {
  readonly #maxSamples: number
  readonly #deadline: number
  readonly #signal: AbortSignal | undefined
  #turnEnds = performance.now() + turnMs
  held = 0

  constructor(limits: { maxSamples: number; timeoutMs: number | undefined; signal: AbortSignal | undefined }) {
    this.#maxSamples = limits.maxSamples
    this.#deadline = performance.now() + (limits.timeoutMs ?? Number.POSITIVE_INFINITY)
    this.#signal = limits.signal
  }

  get signal(): AbortSignal | undefined {
    return this.#signal
  }

  /** Counts samples before they are made. */
  hold(samples: number): void {
    this.held += samples
    if (this.held > this.#maxSamples) throw new PromqlLimitError(this.#maxSamples)
  }

  /** To be called between pieces of work of about a millisecond at most. */
  async breathe(): Promise<void> {
    const now = performance.now()
    if (now < this.#turnEnds) return
    if (now > this.#deadline) throw new PromqlInterruptedError('timeout')
    await nextTurn()
    this.throwIfAborted()
    this.#turnEnds = performance.now() + turnMs
  }

  throwIfAborted(): void {
    if (this.#signal?.aborted) throw new PromqlInterruptedError('cancelled')
    if (performance.now() > this.#deadline) throw new PromqlInterruptedError('timeout')
  }
}
