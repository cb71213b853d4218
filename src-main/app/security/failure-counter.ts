import type { Clock } from '#main/platform/clock.ts'
import { hourMs } from '#main/platform/durations.ts'

const hoursKept = 24

/** Counts unexpected failures of the last day, an hour a bucket. */
export class FailureCounter {
  readonly #clock: Clock
  readonly #hours = new Map<number, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(): void {
    const hour = this.#hour()
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + 1)
    for (const known of this.#hours.keys()) if (known <= hour - hoursKept) this.#hours.delete(known)
  }

  get lastDay(): number {
    const oldest = this.#hour() - hoursKept
    return [...this.#hours].reduce((sum, [hour, count]) => (hour > oldest ? sum + count : sum), 0)
  }

  #hour(): number {
    return Math.floor(this.#clock.now().getTime() / hourMs)
  }
}
