import type { BuiltInRole } from '#shared/contract/permissions.ts'
import { heldAccessOf, type UserRow } from '../repository/users.ts'

/** Whether a role of theirs, by the settings or by its own rule, asks for a second factor; emergency accounts always do. */
export function requiresTwoFactor(
  user: Pick<UserRow, 'heldAccess' | 'twoFactorRequired' | 'breakGlass'>,
  requiredRoles: readonly BuiltInRole[],
): boolean {
  if (user.twoFactorRequired === 1 || user.breakGlass === 1) return true
  if (requiredRoles.length === 0) return false
  return heldAccessOf(user).builtInRoles.some((role) => requiredRoles.includes(role))
}
