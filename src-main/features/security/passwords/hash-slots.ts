import { AppError } from '#shared/contract/errors.ts'

const waitingAtMost = 64

/** Lets `concurrency` hashes run at once and a queue wait; beyond it callers are told to come again. */
export class HashSlots {
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(concurrency: number) {
    this.#free = concurrency
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve()
    }
    if (this.#waiting.length >= waitingAtMost) throw new AppError('UNAVAILABLE', { what: 'password-hashing' })
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}
