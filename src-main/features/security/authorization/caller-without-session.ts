import type { UserCaller } from '#main/platform/caller.ts'
import { heldAccessOf, type UserRow } from '../repository/users.ts'

/** Somebody who is not here, as far as their rights go; what they owe is left out. */
export function callerWithoutSession(user: UserRow): UserCaller {
  return {
    kind: 'user',
    userId: user.id,
    name: user.name,
    language: user.language,
    held: heldAccessOf(user),
    duty: null,
    sessionId: '',
    hasTwoFactor: user.twoFactorEnabled === 1,
    hasPassword: user.passwordHash !== null,
    steppedUpUntil: null,
  }
}
