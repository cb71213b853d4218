import type { UserRow } from '../repository/users.ts'

/** Whether the account may be used at this moment: neither disabled nor past its end. */
export function isUsable(user: Pick<UserRow, 'state' | 'expiresAt'>, now: number): boolean {
  return user.state === 'active' && (user.expiresAt === null || user.expiresAt > now)
}
