/** Runs of one piece of work, never two at once: whoever asks while it runs is served by one more run after it. */
export class MergedRuns {
  readonly #work: () => Promise<void>
  #running: Promise<void> | null = null
  #again = false

  constructor(work: () => Promise<void>) {
    this.#work = work
  }

  /** Settles when a run that began after this call is over; rejects as that run, or one before it, did. */
  run(): Promise<void> {
    this.#again = true
    this.#running ??= this.#runAll()
    return this.#running
  }

  /** Looks for the next wish and gives up the turn in one step, so that no wish falls in between. */
  async #runAll(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        await this.#work()
      }
    } finally {
      this.#running = null
    }
  }
}
