import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'
import * as repository from '../repository/one-time-secrets.ts'

const lifeMs = 90 * 24 * 3_600_000
const perUserAtMost = 20

/** What a browser or desktop keeps to be known again. */
export interface DeviceSecret {
  readonly secret: string
  readonly expiresAt: Date
}

/**
 * Devices on which a person has signed in before. Knowing one opens nothing: it only keeps its owner's attempts apart
 * from those of strangers who guess at the same name.
 */
export class KnownDevices {
  readonly #storage: Pick<Storage, 'db' | 'transaction'>
  readonly #clock: Clock

  constructor(storage: Pick<Storage, 'db' | 'transaction'>, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  async isKnown(secret: string | undefined, userId: string | undefined): Promise<boolean> {
    const secretHash = hashOfSecret(secret ?? '')
    const now = this.#clock.now().getTime()
    const row = await repository.findOneTimeSecret(this.#storage.db, { secretHash, kind: 'device', now })
    return row !== undefined && row.userId === userId
  }

  /** The secret to keep: the one that came with the call when it is this person's, else a new one. */
  async remember(userId: string, secret: string | undefined): Promise<DeviceSecret> {
    const now = this.#clock.now().getTime()
    const expiresAt = now + lifeMs
    const kept = { expiresAt: new Date(expiresAt) }
    if (secret !== undefined && (await this.isKnown(secret, userId))) {
      await repository.prolongOneTimeSecret(this.#storage.db, hashOfSecret(secret), expiresAt)
      return { secret, ...kept }
    }
    const made = newSecret()
    const row = { secretHash: hashOfSecret(made), userId, detail: '{}', misses: 0, createdAt: now, expiresAt }
    await this.#storage.transaction(async (tx) => {
      await repository.insertOneTimeSecret(tx, { ...row, kind: 'device' })
      await repository.forgetOldestOneTimeSecrets(tx, { userId, kind: 'device', keep: perUserAtMost })
    })
    return { secret: made, ...kept }
  }

  /** After a change of password nobody is known any more, thieves of cookies neither. */
  forget(tx: DatabaseHandle, userId: string): Promise<void> {
    return repository.forgetOneTimeSecrets(tx, userId, ['device'])
  }
}
