import type { Clock } from '#main/platform/clock.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'
import type { Returning } from './return-way.ts'

const lifeMs = 10 * 60_000
const keptAtMost = 500

/** What must be remembered while somebody is at the provider. */
export interface SignOn {
  readonly providerId: string
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
  /** On the desktop: the listener that the browser comes back to. */
  readonly returning: Returning | null
}

/** Sign-ons between their two halves, each found once by the binding that its window keeps; they die with the process. */
export class BegunSignOns {
  readonly #clock: Clock
  readonly #begun = new Map<string, { readonly signOn: SignOn; readonly deadlineMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(signOn: SignOn): string {
    this.#makeRoom()
    const binding = newSecret()
    this.#begun.set(hashOfSecret(binding), { signOn, deadlineMs: this.#clock.monotonicMs() + lifeMs })
    return binding
  }

  take(binding: string): SignOn | null {
    const hash = hashOfSecret(binding)
    const found = this.#begun.get(hash)
    if (found === undefined) return null
    this.#begun.delete(hash)
    if (this.#clock.monotonicMs() < found.deadlineMs) return found.signOn
    found.signOn.returning?.close()
    return null
  }

  clear(): void {
    for (const hash of this.#begun.keys()) this.#drop(hash)
  }

  /** Oldest first: they were put in by time. */
  #makeRoom(): void {
    for (const [hash, { deadlineMs }] of this.#begun) {
      if (this.#begun.size < keptAtMost && this.#clock.monotonicMs() < deadlineMs) return
      this.#drop(hash)
    }
  }

  #drop(hash: string): void {
    this.#begun.get(hash)?.signOn.returning?.close()
    this.#begun.delete(hash)
  }
}
