import type { Clock } from '#main/platform/clock.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'

/** What a single-use secret was made for. */
export type SecretPurpose =
  | { readonly kind: 'sign-in-link'; readonly userId: string | null }
  | { readonly kind: 'setup' }

const lifeMs: Readonly<Record<SecretPurpose['kind'], number>> = { 'sign-in-link': 60_000, setup: 30 * 60_000 }
const keptAtMost = 100

/** Secrets that open a door once and for a short time; they die with the process. */
export class SingleUseSecrets {
  readonly #clock: Clock
  readonly #secrets = new Map<string, { purpose: SecretPurpose; deadlineMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  create(purpose: SecretPurpose): string {
    const secret = newSecret()
    this.#forgetOldest()
    this.#secrets.set(hashOfSecret(secret), { purpose, deadlineMs: this.#clock.monotonicMs() + lifeMs[purpose.kind] })
    return secret
  }

  /** The purpose while the secret is good; it stays good. */
  look<K extends SecretPurpose['kind']>(secret: string, kind: K): Extract<SecretPurpose, { kind: K }> | null {
    const found = this.#secrets.get(hashOfSecret(secret))
    if (found === undefined || this.#clock.monotonicMs() >= found.deadlineMs) return null
    return isPurpose(found.purpose, kind) ? found.purpose : null
  }

  /** The purpose, once. */
  claim<K extends SecretPurpose['kind']>(secret: string, kind: K): Extract<SecretPurpose, { kind: K }> | null {
    const purpose = this.look(secret, kind)
    if (purpose !== null) this.#secrets.delete(hashOfSecret(secret))
    return purpose
  }

  #forgetOldest(): void {
    for (const key of this.#secrets.keys()) {
      if (this.#secrets.size < keptAtMost) return
      this.#secrets.delete(key)
    }
  }
}

function isPurpose<K extends SecretPurpose['kind']>(
  purpose: SecretPurpose,
  kind: K,
): purpose is Extract<SecretPurpose, { kind: K }> {
  return purpose.kind === kind
}
