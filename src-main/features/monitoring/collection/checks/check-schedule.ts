import type { Clock } from '#main/platform/clock.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { BoundedTurns } from '../bounded-turns.ts'

/** Something that is to be done every so often. */
export interface Repeated {
  readonly id: string
  readonly intervalSeconds: number
}

const lookEveryMs = 500
const atOnce = 8
/** First runs are spread over so long at most, so that not all begin in one moment. */
const firstWithinMs = 10_000

interface Entry<T extends Repeated> {
  readonly item: T
  dueAtMs: number
}

/** Does each thing in its own time: few at once, none twice at the same time, and none in step with the others. */
export class CheckSchedule<T extends Repeated> {
  readonly #clock: Clock
  readonly #work: (item: T) => Promise<void>
  readonly #turns = new BoundedTurns(atOnce)
  readonly #running = new Map<string, Promise<void>>()
  #entries = new Map<string, Entry<T>>()
  #stopped = false

  /** `work` never rejects. */
  constructor(clock: Clock, work: (item: T) => Promise<void>) {
    this.#clock = clock
    this.#work = work
  }

  start(owner: Owner): void {
    const timer = setInterval(() => this.runDue(), lookEveryMs)
    timer.unref()
    owner.own('checks', async () => {
      clearInterval(timer)
      this.#stopped = true
      await Promise.all(this.#running.values())
    })
  }

  /** These are to be done from now on; what is as it was keeps its time. */
  replace(items: readonly T[]): void {
    const now = this.#clock.monotonicMs()
    const before = this.#entries
    this.#entries = new Map(
      items.map((item) => {
        const known = before.get(item.id)
        const isSame = known !== undefined && isEqual(known.item, item)
        const spread = Math.random() * Math.min(firstWithinMs, item.intervalSeconds * 1000)
        return [item.id, { item, dueAtMs: isSame ? known.dueAtMs : now + spread }]
      }),
    )
  }

  /** Whether this is to be done as it is here. */
  has(item: T): boolean {
    const known = this.#entries.get(item.id)
    return known !== undefined && isEqual(known.item, item)
  }

  /** Begins what is due. */
  runDue(): void {
    const now = this.#clock.monotonicMs()
    for (const entry of this.#entries.values()) {
      const { item } = entry
      if (this.#stopped || entry.dueAtMs > now || this.#running.has(item.id)) continue
      const intervalMs = item.intervalSeconds * 1000
      entry.dueAtMs += intervalMs * Math.max(1, Math.ceil((now - entry.dueAtMs) / intervalMs))
      const run = this.#turns.run(() => (this.#stopped ? Promise.resolve() : this.#work(item)))
      this.#running.set(
        item.id,
        run.finally(() => this.#running.delete(item.id)),
      )
    }
  }
}

function isEqual(one: Repeated, other: Repeated): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
