import type { DatabaseHandle } from '#main/storage/storage.ts'
import { forgetOneTimeSecrets } from '../repository/one-time-secrets.ts'
import { raiseCredentialVersion } from '../repository/user-credentials.ts'
import type { PeoplePorts } from './people-ports.ts'

/**
 * Everything that was given out to a person under what they proved before stops working: sessions and the tokens that
 * belong to them, open challenges, known devices, letters with codes. Answers the sessions to announce as ended.
 */
export async function endAccess(
  tx: DatabaseHandle,
  { sessions }: Pick<PeoplePorts, 'sessions'>,
  userId: string,
): Promise<string[]> {
  await raiseCredentialVersion(tx, userId)
  await forgetOneTimeSecrets(tx, userId, ['challenge', 'device', 'password-reset', 'reset-code'])
  return sessions.revokeInside(tx, userId)
}
