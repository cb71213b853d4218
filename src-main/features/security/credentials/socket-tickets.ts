import type { Clock } from '#main/platform/clock.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'

const lifeMs = 30_000
const keptAtMost = 1000

/**
 * Tickets for WebSockets of programs that cannot send headers: good once, for 30 s, so that an address that somebody has
 * seen is worth nothing. A ticket stands for the token it was asked for with and opens nothing more; kept as a hash, in
 * memory only.
 */
export class SocketTickets {
  readonly #clock: Clock
  readonly #open = new Map<string, { readonly token: string; readonly deadlineMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(token: string): { ticket: string; expiresAt: Date } {
    this.#makeRoom()
    const ticket = newSecret()
    this.#open.set(hashOfSecret(ticket), { token, deadlineMs: this.#clock.monotonicMs() + lifeMs })
    return { ticket, expiresAt: new Date(this.#clock.now().getTime() + lifeMs) }
  }

  /** The token that the ticket stands for, once; null for every ticket that is no good. */
  redeem(ticket: string): string | null {
    const hash = hashOfSecret(ticket)
    const found = this.#open.get(hash)
    this.#open.delete(hash)
    return found === undefined || this.#clock.monotonicMs() >= found.deadlineMs ? null : found.token
  }

  /** Oldest first: they were put in by time. */
  #makeRoom(): void {
    for (const [hash, { deadlineMs }] of this.#open) {
      if (this.#open.size < keptAtMost && this.#clock.monotonicMs() < deadlineMs) return
      this.#open.delete(hash)
    }
  }
}
