/** Passes values on at most once an interval; of several in between only the last. Nothing comes after `stop`. */
export class Throttle<T> {
  readonly #intervalMs: number
  readonly #pass: (value: T) => void
  #waiting: { readonly value: T } | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(intervalMs: number, pass: (value: T) => void) {
    this.#intervalMs = intervalMs
    this.#pass = pass
  }

  put(value: T): void {
    this.#waiting = { value }
    if (!this.#timer) this.#next()
  }

  /** Passes what still waits, and nothing more afterwards. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#waiting) this.#pass(this.#waiting.value)
    this.#waiting = null
  }

  #next(): void {
    const waiting = this.#waiting
    this.#waiting = null
    this.#timer = waiting ? setTimeout(() => this.#next(), this.#intervalMs) : null
    if (waiting) this.#pass(waiting.value)
  }
}
