import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Logger } from '#main/platform/logger.ts'
import type { HashCost, PasswordHasher } from './password-hasher.ts'
import { assertAcceptablePassword, normalizePassword, suffices } from './password-policy.ts'
import type { Pepper } from './pepper.ts'
import { readStoredPassword, type StoredPassword, writeStoredPassword } from './stored-password.ts'

export interface PasswordPorts {
  readonly hasher: PasswordHasher
  readonly pepper: Pepper
  /** Passwords that everybody tries first, in lower case. */
  readonly common: () => Promise<ReadonlySet<string>>
  readonly siteName: () => string
  readonly log: Pick<Logger, 'error'>
}

/** Whether the password is right, and whether what is stored should be made anew. */
export interface Comparison {
  readonly matches: boolean
  readonly outdated: boolean
}

type Peppered = StoredPassword & { readonly kind: 'peppered' }

/** Policy, hashing and pepper in one: what is accepted is normalised once and hashed. */
export class PasswordKeeper {
  readonly #ports: PasswordPorts

  constructor(ports: PasswordPorts) {
    this.#ports = ports
  }

  /** The hash to store, or the code of the rule the password breaks. People with a second factor may have shorter ones. */
  async accept(
    password: string,
    userName: string,
    { hasTwoFactor = false }: { hasTwoFactor?: boolean } = {},
  ): Promise<string> {
    const normalized = normalizePassword(password)
    const words = [userName, this.#ports.siteName()]
    assertAcceptablePassword(normalized, { common: await this.#ports.common(), words, hasTwoFactor })
    return this.hash(password)
  }

  /** The hash to store, whatever the password is like. */
  async hash(password: string): Promise<string> {
    const { hasher, pepper } = this.#ports
    const { cost } = hasher
    const [keyId, salt] = [await pepper.currentId(), randomBytes(16)]
    const mac = await pepper.mac(keyId, 'password', await hasher.derive(normalizePassword(password), salt, cost))
    if (mac === null) throw new Error('the current pepper is gone')
    return writeStoredPassword({ kind: 'peppered', cost, keyId, salt, mac })
  }

  async matches(stored: string | null, password: string): Promise<boolean> {
    return (await this.compare(stored, password)).matches
  }

  /** Without anything stored it takes the same time and matches nothing, so that nobody learns which names exist. */
  async compare(stored: string | null, password: string): Promise<Comparison> {
    const { hasher, pepper } = this.#ports
    const normalized = normalizePassword(password)
    const read = stored === null ? null : readStoredPassword(stored)
    if (read !== null && read.kind !== 'peppered') {
      return { matches: await hasher.matchesForeign(read.kind, read.encoded, normalized), outdated: true }
    }
    const currentId = await pepper.currentId()
    const wanted = read ?? standIn(hasher.cost, currentId)
    const mac = await pepper.mac(wanted.keyId, 'password', await hasher.derive(normalized, wanted.salt, wanted.cost))
    if (mac === null) this.#ports.log.error('the pepper of a password is gone', { keyId: wanted.keyId })
    const matches = mac !== null && timingSafeEqual(mac, wanted.mac) && read !== null
    return { matches, outdated: wanted.keyId !== currentId || !isSame(wanted.cost, hasher.cost) }
  }

  /** Whether the password is long enough for somebody who has, or has not, a second factor. */
  suffices(password: string, hasTwoFactor: boolean): boolean {
    return suffices(normalizePassword(password), hasTwoFactor)
  }
}

function standIn(cost: HashCost, keyId: string): Peppered {
  return { kind: 'peppered', cost, keyId, salt: randomBytes(16), mac: randomBytes(32) }
}

function isSame(one: HashCost, other: HashCost): boolean {
  return one.memoryCost === other.memoryCost && one.timeCost === other.timeCost && one.parallelism === other.parallelism
}
