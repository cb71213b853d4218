/** Named timers of which each exists once; all stop together. */
export class Alarms {
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #stopped = false

  /** Rings once after the delay; replaces the alarm of that name. */
  set(name: string, delayMs: number, ring: () => void): void {
    clearTimeout(this.#timers.get(name))
    if (this.#stopped) return
    const timer = setTimeout(ring, Math.max(0, delayMs))
    this.#timers.set(name, timer)
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
