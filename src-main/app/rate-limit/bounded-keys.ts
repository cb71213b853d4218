import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const keysAtMost = 50_000

/** A counter in memory that forgets the keys used longest ago when there are too many, so that no flood fills memory. */
export class BoundedKeys {
  readonly #limiter: RateLimiterMemory
  readonly #keysAtMost: number
  readonly #used = new Set<string>()

  constructor(limiter: RateLimiterMemory, most = keysAtMost) {
    this.#limiter = limiter
    this.#keysAtMost = most
  }

  get size(): number {
    return this.#used.size
  }

  /** The count of the key after this call, also when its window is full. */
  async consume(key: string): Promise<RateLimiterRes> {
    await this.#remember(key)
    try {
      return await this.#limiter.consume(key)
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused
      throw refused
    }
  }

  reward(key: string): Promise<RateLimiterRes> {
    return this.#limiter.reward(key)
  }

  async #remember(key: string): Promise<void> {
    this.#used.delete(key)
    this.#used.add(key)
    const [oldest] = this.#used
    if (this.#used.size <= this.#keysAtMost || oldest === undefined) return
    this.#used.delete(oldest)
    await this.#limiter.delete(oldest)
  }
}
