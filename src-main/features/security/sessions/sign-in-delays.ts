import type { Clock } from '#main/platform/clock.ts'

const freeFailures = 3
const longestMs = 60_000
const forgottenAfterMs = 15 * 60_000
const namesAtMost = 10_000

/**
 * Growing delays for one name, wherever the attempts come from: 1, 2, 4 ... 60 s from the fourth failure on. They slow
 * an attacker down and never shut the owner out. Names that do not exist are delayed alike.
 */
export class SignInDelays {
  readonly #clock: Clock
  readonly #failures = new Map<string, { count: number; lastMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  delayMs(nameKey: string): number {
    const count = this.#remembered(nameKey)
    return count < freeFailures ? 0 : Math.min(1000 * 2 ** (count - freeFailures), longestMs)
  }

  failed(nameKey: string): void {
    const count = this.#remembered(nameKey) + 1
    this.#failures.delete(nameKey)
    this.#failures.set(nameKey, { count: Math.min(count, 30), lastMs: this.#clock.monotonicMs() })
    const [oldest] = this.#failures.keys()
    if (this.#failures.size > namesAtMost && oldest !== undefined) this.#failures.delete(oldest)
  }

  failures(nameKey: string): number {
    return this.#remembered(nameKey)
  }

  succeeded(nameKey: string): void {
    this.#failures.delete(nameKey)
  }

  #remembered(nameKey: string): number {
    const known = this.#failures.get(nameKey)
    return known === undefined || this.#clock.monotonicMs() - known.lastMs > forgottenAfterMs ? 0 : known.count
  }
}
