import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type SignInMethod, signInMethodSchema } from '#shared/features/security/values.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'
import * as repository from '../repository/one-time-secrets.ts'

export const challengeMissesAtMost = 5

const lifeMs = 5 * 60_000
const openPerUserAtMost = 20
const detailSchema = z.object({ method: signInMethodSchema })

/** A challenge as it was found when one of its attempts was taken. */
export interface TakenChallenge {
  readonly userId: string
  /** How the first half was done. */
  readonly method: SignInMethod
  readonly attemptsLeft: number
}

/** What stands between the first half of a sign-in and its second factor: 256 bits, 5 minutes, 5 attempts. */
export class Challenges {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async create(
    tx: DatabaseHandle,
    userId: string,
    method: SignInMethod,
  ): Promise<{ challenge: string; expiresAt: Date }> {
    const challenge = newSecret()
    const now = this.#clock.now().getTime()
    const expiresAt = now + lifeMs
    await repository.insertOneTimeSecret(tx, {
      ...{ secretHash: hashOfSecret(challenge), kind: 'challenge', userId, misses: 0, createdAt: now, expiresAt },
      detail: JSON.stringify({ method }),
    })
    await repository.forgetOldestOneTimeSecrets(tx, { userId, kind: 'challenge', keep: openPerUserAtMost })
    return { challenge, expiresAt: new Date(expiresAt) }
  }

  async find(db: DatabaseHandle, challenge: string): Promise<{ userId: string } | undefined> {
    return repository.findOneTimeSecret(db, this.#lookUp(challenge))
  }

  /** Takes one of the attempts; undefined when there is none left, the time is over or nothing known. */
  async take(db: DatabaseHandle, challenge: string): Promise<TakenChallenge | undefined> {
    const row = await repository.takeAttempt(db, this.#lookUp(challenge), challengeMissesAtMost)
    if (row === undefined) return undefined
    const { method } = detailSchema.parse(JSON.parse(row.detail))
    return { userId: row.userId, method, attemptsLeft: challengeMissesAtMost - row.misses }
  }

  /** Ends the challenge; false when somebody else was first. */
  async finish(tx: DatabaseHandle, challenge: string): Promise<boolean> {
    return (await repository.claimOneTimeSecret(tx, this.#lookUp(challenge))) !== undefined
  }

  #lookUp(challenge: string): repository.SecretLookUp {
    return { secretHash: hashOfSecret(challenge), kind: 'challenge', now: this.#clock.now().getTime() }
  }
}
