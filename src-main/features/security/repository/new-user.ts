import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import type { UserRow } from './users.ts'

type Given = Pick<UserRow, 'id' | 'name' | 'nameKey' | 'role' | 'language' | 'passwordHash' | 'createdAt'>

/** The row of a person as they begin: active, without second factor, groups or address. */
export function newUserRow(given: Given, more: Partial<UserRow> = {}): UserRow {
  return {
    ...given,
    email: null,
    emailKey: null,
    heldAccess: builtInAccess(given.role),
    state: 'active',
    mustChangePassword: 0,
    twoFactorRequired: 0,
    twoFactorEnabled: 0,
    expiresAt: null,
    breakGlass: 0,
    credentialVersion: 0,
    updatedAt: given.createdAt,
    lastSignInAt: null,
    ...more,
  }
}

/** What a role of the program gives, as it is stored with the person. */
function builtInAccess(role: string): string {
  const known = builtInRoleSchema.safeParse(role)
  return JSON.stringify({ builtInRoles: known.success ? [known.data] : [], rules: [] })
}
