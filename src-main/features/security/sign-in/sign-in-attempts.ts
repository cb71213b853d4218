import type { CallContext } from '#main/platform/caller.ts'
import type { KnownDevices } from '../devices/known-devices.ts'
import { hashOfSecret } from '../random-secret.ts'
import type { UserRow } from '../repository/users.ts'
import type { SignInDelays } from '../sessions/sign-in-delays.ts'

export interface AttemptPorts {
  readonly delays: SignInDelays
  readonly devices: KnownDevices
  readonly wait: (ms: number) => Promise<void>
}

/** Whose failures are counted together: a name wherever the attempts come from, or a device its owner is known by. */
export type Bucket = string

/**
 * Attempts at a secret, slowed down by the failures before them and never shut out. While some wait, no more than a few
 * of the same bucket may wait beside them: attempts made at once must not all be judged after one delay.
 */
export class SignInAttempts {
  readonly #ports: AttemptPorts
  readonly #waiting = new Map<Bucket, number>()

  constructor(ports: AttemptPorts) {
    this.#ports = ports
  }

  /** The bucket of attempts under a name: strangers share the name's, a device known to be its owner's has its own. */
  async bucketOf(nameKey: string, user: UserRow | undefined, { deviceSecret }: CallContext): Promise<Bucket> {
    const known = await this.#ports.devices.isKnown(deviceSecret, user?.id)
    return hashOfSecret(known ? `device ${deviceSecret}` : `name ${nameKey}`)
  }

  /** The bucket of what a person proves inside their own session. */
  ownBucketOf(userId: string): Bucket {
    return `own ${userId}`
  }

  /** Answers null for a failure, which is counted, and for an attempt too many, which is not judged at all. */
  async run<T>(
    bucket: Bucket,
    attempt: () => Promise<T | null>,
    { waitingAtMost = 8 }: { waitingAtMost?: number } = {},
  ): Promise<T | null> {
    const { delays, wait } = this.#ports
    const delayMs = delays.delayMs(bucket)
    if (delayMs > 0 && (this.#waiting.get(bucket) ?? 0) >= waitingAtMost) return null
    await this.#counted(bucket, delayMs > 0, () => wait(delayMs))
    const result = await attempt()
    if (result === null) delays.failed(bucket)
    return result
  }

  succeeded(bucket: Bucket): void {
    this.#ports.delays.succeeded(bucket)
  }

  failed(bucket: Bucket): void {
    this.#ports.delays.failed(bucket)
  }

  failures(bucket: Bucket): number {
    return this.#ports.delays.failures(bucket)
  }

  retryAfterSeconds(bucket: Bucket): number {
    return Math.ceil(this.#ports.delays.delayMs(bucket) / 1000)
  }

  async #counted(bucket: Bucket, counts: boolean, work: () => Promise<void>): Promise<void> {
    if (!counts) return work()
    this.#waiting.set(bucket, (this.#waiting.get(bucket) ?? 0) + 1)
    try {
      await work()
    } finally {
      const left = (this.#waiting.get(bucket) ?? 1) - 1
      if (left > 0) this.#waiting.set(bucket, left)
      else this.#waiting.delete(bucket)
    }
  }
}
