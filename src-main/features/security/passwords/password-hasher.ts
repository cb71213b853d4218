import { availableParallelism } from 'node:os'
import { AppError } from '#shared/contract/errors.ts'

/** Turns passwords into what may be stored, and compares. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** A null hash takes the same time as any other and never matches, so that nobody learns which names exist. */
  verify(hash: string | null, password: string): Promise<boolean>
}

/** Cost of argon2id. Argon2 2.2.1 numbers the variant argon2id 2. */
export interface HashCost {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

const standardCost: HashCost = { memoryCost: 65_536, timeCost: 3, parallelism: 4 }
const waitingAtMost = 64

/** Lets `concurrency` hashes run at once and a queue wait; beyond it callers are told to come again. */
class HashSlots {
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

/** Argon2id with a salt of 16 bytes; the library is loaded at the first use. */
export function createPasswordHasher(cost: HashCost = standardCost): PasswordHasher {
  const slots = new HashSlots(availableParallelism())
  const options = { ...cost, algorithm: 2, outputLen: 32 }
  const hash = (password: string) =>
    slots.use(async () => {
      const argon2 = await import('@node-rs/argon2')
      return argon2.hash(password, options)
    })
  let dummy: Promise<string> | null = null
  return {
    hash,
    async verify(stored, password) {
      dummy ??= hash('nobody has this password')
      const standIn = await dummy
      const matches = await slots.use(async () => {
        const argon2 = await import('@node-rs/argon2')
        return argon2.verify(stored ?? standIn, password)
      })
      return matches && stored !== null
    },
  }
}
