import type { PasswordHasher } from './password-hasher.ts'
import { assertAcceptablePassword, normalizePassword } from './password-policy.ts'

export interface PasswordPorts {
  readonly hasher: PasswordHasher
  readonly common: () => Promise<ReadonlySet<string>>
  readonly siteName: () => string
}

/** Policy and hashing in one: what is accepted is normalised once and hashed. */
export class PasswordKeeper {
  readonly #ports: PasswordPorts

  constructor(ports: PasswordPorts) {
    this.#ports = ports
  }

  /** The hash to store, or the code of the rule the password breaks. */
  async accept(password: string, userName: string): Promise<string> {
    const normalized = normalizePassword(password)
    const words = [userName, this.#ports.siteName()]
    assertAcceptablePassword(normalized, { common: await this.#ports.common(), words })
    return this.#ports.hasher.hash(normalized)
  }

  matches(hash: string | null, password: string): Promise<boolean> {
    return this.#ports.hasher.verify(hash, normalizePassword(password))
  }
}
