import { availableParallelism } from 'node:os'
import { HashSlots } from './hash-slots.ts'

/** Cost of argon2id; memory in KiB. */
export interface HashCost {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** The slow part of passwords. As many run at once as there are cores; a full queue answers UNAVAILABLE. */
export interface PasswordHasher {
  /** What new hashes are made with. */
  readonly cost: HashCost
  /** 32 bytes of argon2id, version 19. */
  derive(password: string, salt: Uint8Array, cost: HashCost): Promise<Uint8Array>
  /** Compares with a hash that was made elsewhere, in the form it came in. */
  matchesForeign(kind: 'argon2id' | 'bcrypt', encoded: string, password: string): Promise<boolean>
}

const standardCost: HashCost = { memoryCost: 65_536, timeCost: 3, parallelism: 4 }

/** Argon2id, and bcrypt for what was imported; the libraries are loaded at the first use. Argon2 2.2.1 numbers argon2id 2. */
export function createPasswordHasher(cost: HashCost = standardCost): PasswordHasher {
  const slots = new HashSlots(availableParallelism())
  return {
    cost,
    derive: (password, salt, { memoryCost, timeCost, parallelism }) =>
      slots.use(async () => {
        const { hashRaw } = await import('@node-rs/argon2')
        return hashRaw(password, { memoryCost, timeCost, parallelism, salt, algorithm: 2, outputLen: 32 })
      }),
    matchesForeign: (kind, encoded, password) =>
      slots.use(async () => {
        const { verify } = kind === 'bcrypt' ? await import('@node-rs/bcrypt') : await import('@node-rs/argon2')
        return kind === 'bcrypt' ? verify(password, encoded) : verify(encoded, password)
      }),
  }
}
