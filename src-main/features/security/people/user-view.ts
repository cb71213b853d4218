import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { User } from '#shared/features/security/values.ts'
import { groupsOfUsers } from '../repository/groups.ts'
import { findUser, toUser, type UserRow } from '../repository/users.ts'
import { requiresTwoFactor } from '../two-factor/two-factor-requirement.ts'

/** People as others see them, with one look-up for the groups of all. */
export async function viewUsers(
  db: DatabaseHandle,
  rows: readonly UserRow[],
  requiredRoles: readonly BuiltInRole[],
): Promise<User[]> {
  const ids = rows.map(({ id }) => id)
  const groups = await groupsOfUsers(db, ids)
  return rows.map((row) => ({
    ...toUser(row),
    groups: groups.get(row.id) ?? [],
    twoFactor: row.twoFactorEnabled === 1 ? 'on' : requiresTwoFactor(row, requiredRoles) ? 'required' : 'off',
  }))
}

export async function knownUser(db: DatabaseHandle, id: string): Promise<UserRow> {
  const found = await findUser(db, id)
  if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id })
  return found
}
