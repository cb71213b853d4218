import { sql } from 'kysely'
import { z } from 'zod'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { User } from '#shared/features/security/values.ts'
import type { UserRow } from './users.ts'

/** Which people a list shows. */
export interface UserFilter {
  /** Part of a name or address, in the form in which they are compared. */
  readonly search?: string | undefined
  readonly state?: User['state'] | undefined
  readonly role?: string | undefined
  readonly groupId?: string | undefined
  readonly twoFactor?: User['twoFactor'] | undefined
}

/** People in the order of their names. `requiredRoles` are the built-in roles that the settings ask a second factor of. */
export async function listUsers(
  db: DatabaseHandle,
  { search, state, role, groupId, twoFactor, ...page }: PageInput & UserFilter,
  requiredRoles: readonly BuiltInRole[],
): Promise<Page<UserRow>> {
  let query = db
    .selectFrom('users')
    .selectAll()
    .orderBy('nameKey')
    .limit(page.limit + 1)
  if (search !== undefined && search !== '') {
    const part = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((where) =>
      where.or([like('name_key', part), where.and([where('emailKey', 'is not', null), like('email_key', part)])]),
    )
  }
  if (state !== undefined) query = query.where('state', '=', state)
  if (role !== undefined) query = query.where('role', '=', role)
  if (groupId !== undefined) {
    query = query.where('id', 'in', (members) =>
      members.selectFrom('groupMembers').select('userId').where('groupId', '=', groupId),
    )
  }
  if (twoFactor !== undefined) query = query.where(twoFactorIs(twoFactor, requiredRoles))
  if (page.cursor !== undefined) {
    const [nameKey] = decodePageKey(page.cursor, z.tuple([z.string()]))
    query = query.where('nameKey', '>', nameKey)
  }
  return pageOf(
    await query.execute(),
    page.limit,
    (row) => [row.nameKey],
    (row) => row,
  )
}

function like(column: string, part: string) {
  return sql<boolean>`${sql.ref(column)} like ${part} escape '\\'`
}

/** The same question that `requiresTwoFactor` answers of one person. */
function twoFactorIs(wanted: User['twoFactor'], requiredRoles: readonly BuiltInRole[]) {
  if (wanted === 'on') return sql<boolean>`two_factor_enabled = 1`
  const required = sql.join(
    [
      sql`two_factor_required = 1`,
      sql`break_glass = 1`,
      ...requiredRoles.map((role) => sql`held_access like ${`%"${role}"%`}`),
    ],
    sql` or `,
  )
  if (wanted === 'required') return sql<boolean>`two_factor_enabled = 0 and (${required})`
  return sql<boolean>`two_factor_enabled = 0 and not (${required})`
}
