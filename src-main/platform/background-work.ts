import type { Owner } from './lifecycle.ts'
import type { Logger } from './logger.ts'

/** Work that no call waits for. A failure is logged once, until the work succeeds again. */
export class BackgroundWork {
  readonly #name: string
  readonly #log: Logger
  readonly #work: () => Promise<unknown>
  #failing = false

  constructor(name: string, log: Logger, work: () => Promise<unknown>) {
    this.#name = name
    this.#log = log
    this.#work = work
  }

  /** Does it now. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.#work()
      this.#failing = false
    } catch (error) {
      if (!this.#failing) this.#log.error(`${this.#name} failed`, { error })
      this.#failing = true
    }
  }

  /** Does it every so often until the owner stops; the program may end meanwhile. */
  repeat(owner: Owner, everyMs: number): void {
    const timer = setInterval(() => void this.run(), everyMs)
    timer.unref()
    owner.own(this.#name, () => clearInterval(timer))
  }
}
