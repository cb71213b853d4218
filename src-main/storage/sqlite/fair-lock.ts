import { StorageError } from '../storage-error.ts'

/** Lets one after the other in, in the order of asking; who waits longer than `limitMs` is refused. */
export class FairLock {
  readonly #limitMs: number
  readonly #queue: (() => void)[] = []
  #held = false

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  get waiting(): number {
    return this.#queue.length
  }

  get held(): boolean {
    return this.#held
  }

  /** Resolves with the function that lets the next one in; calling it again does nothing. */
  async acquire(): Promise<() => void> {
    if (this.#held) await this.#wait()
    this.#held = true
    let released = false
    return () => {
      if (released) return
      released = true
      const next = this.#queue.shift()
      if (next === undefined) this.#held = false
      else next()
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(enter), 1)
        reject(new StorageError('DATABASE_LOCKED', { waitedMs: this.#limitMs }))
      }
      const timer = setTimeout(giveUp, this.#limitMs)
      this.#queue.push(enter)
    })
  }
}
