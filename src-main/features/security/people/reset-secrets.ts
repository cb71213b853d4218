import type { DatabaseHandle } from '#main/storage/storage.ts'
import * as repository from '../repository/one-time-secrets.ts'
import { hashOfLetterSecret } from './letter-code.ts'

const mailLifeMs = 30 * 60_000
const letterLifeMs = 7 * 24 * 3_600_000
/** Letters of one kind that are good at the same time. */
export const openPerUserAtMost = 3

/** How a secret that opens the way to a new password reaches its reader, and until when it is good. */
export function resetExpiry(by: 'mail' | 'letter', now: number): number {
  return now + (by === 'mail' ? mailLifeMs : letterLifeMs)
}

/** Keeps a hash of the secret; a person has a few at most, the newest. */
export async function keepResetSecret(
  tx: DatabaseHandle,
  { secret, by, userId, now }: { secret: string; by: 'mail' | 'letter'; userId: string; now: number },
): Promise<number> {
  const kind = by === 'mail' ? 'password-reset' : 'reset-code'
  const expiresAt = resetExpiry(by, now)
  const secretHash = hashOfLetterSecret(secret)
  await repository.insertOneTimeSecret(tx, {
    secretHash,
    kind,
    userId,
    detail: '{}',
    misses: 0,
    createdAt: now,
    expiresAt,
  })
  await repository.forgetOldestOneTimeSecrets(tx, { userId, kind, keep: openPerUserAtMost })
  return expiresAt
}

/** Whose secret it is while it is good; it stays good. */
export async function findResetSecret(
  db: DatabaseHandle,
  typed: string,
  now: number,
): Promise<repository.OneTimeSecretRow | undefined> {
  const secretHash = hashOfLetterSecret(typed)
  return (
    (await repository.findOneTimeSecret(db, { secretHash, kind: 'password-reset', now })) ??
    (await repository.findOneTimeSecret(db, { secretHash, kind: 'reset-code', now }))
  )
}

/** Uses it up; false when somebody else was first. */
export async function spendResetSecret(
  tx: DatabaseHandle,
  { secretHash, kind }: Pick<repository.OneTimeSecretRow, 'secretHash' | 'kind'>,
  now: number,
): Promise<boolean> {
  return (await repository.claimOneTimeSecret(tx, { secretHash, kind, now })) !== undefined
}
