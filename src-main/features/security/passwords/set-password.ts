import type { DatabaseHandle } from '#main/storage/storage.ts'
import { forgetOneTimeSecrets } from '../repository/one-time-secrets.ts'
import { raiseCredentialVersion, setPasswordHash } from '../repository/user-credentials.ts'
import type { SessionService } from '../sessions/session-service.ts'

export interface NewPassword {
  readonly userId: string
  readonly passwordHash: string
  readonly now: number
  /** The session that goes on; all others end. */
  readonly exceptSessionId?: string
}

/**
 * Everything that goes with another password: sessions, tokens, open challenges, resets and known devices of before end.
 * Answers the sessions that ended; announce them after the commit.
 */
export async function setPassword(
  tx: DatabaseHandle,
  sessions: SessionService,
  { userId, passwordHash, now, exceptSessionId }: NewPassword,
): Promise<string[]> {
  await setPasswordHash(tx, userId, { passwordHash, now })
  await raiseCredentialVersion(tx, userId)
  await forgetOneTimeSecrets(tx, userId, ['challenge', 'password-reset', 'reset-code', 'device'])
  return sessions.revokeInside(tx, userId, exceptSessionId === undefined ? {} : { except: exceptSessionId })
}
