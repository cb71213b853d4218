import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { RolesTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { accessRuleSchema } from '#shared/contract/permissions.ts'
import type { CustomRole } from '#shared/features/security/contract/rights.ts'

export type RoleRow = Selectable<RolesTable>

const rulesSchema = z.array(accessRuleSchema)
const namesAtMost = 20

export function toCustomRole(row: RoleRow, userCount: number): CustomRole {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    rules: rulesSchema.parse(JSON.parse(row.rules)),
    requiresTwoFactor: row.requiresTwoFactor === 1,
    userCount,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  }
}

export function listRoles(db: DatabaseHandle): Promise<RoleRow[]> {
  return db.selectFrom('roles').selectAll().orderBy('nameKey').execute()
}

export function findRole(db: DatabaseHandle, id: string): Promise<RoleRow | undefined> {
  return db.selectFrom('roles').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertRole(tx: DatabaseHandle, row: RoleRow): Promise<void> {
  await tx.insertInto('roles').values(row).execute()
}

export async function updateRole(tx: DatabaseHandle, { id, ...change }: RoleRow): Promise<void> {
  await tx.updateTable('roles').set(change).where('id', '=', id).execute()
}

export async function deleteRole(tx: DatabaseHandle, id: string): Promise<void> {
  await tx.deleteFrom('roles').where('id', '=', id).execute()
}

/** How many people hold each role, by themselves or through a group; each person counts once a role. */
export async function countHolders(db: DatabaseHandle): Promise<Map<string, number>> {
  const own = db.selectFrom('users').select(['id', 'role'])
  const byGroup = db
    .selectFrom('groupMembers')
    .innerJoin('userGroups', 'userGroups.id', 'groupMembers.groupId')
    .where('userGroups.role', 'is not', null)
    .select(['groupMembers.userId as id', 'userGroups.role'])
    .$narrowType<{ role: string }>()
  const rows = await db
    .selectFrom(own.union(byGroup).as('held'))
    .select((select) => ['held.role', select.fn.countAll<number>().as('count')])
    .groupBy('held.role')
    .execute()
  return new Map(rows.map(({ role, count }) => [role, Number(count)]))
}

/** Names of people, groups and open invitations that the role is given to, the first few of each. */
export async function usersOfRole(db: DatabaseHandle, id: string, now: number): Promise<string[]> {
  const people = await db.selectFrom('users').select('name').where('role', '=', id).limit(namesAtMost).execute()
  const groups = await db.selectFrom('userGroups').select('name').where('role', '=', id).limit(namesAtMost).execute()
  const invited = await db
    .selectFrom('invitations')
    .select('name')
    .where('role', '=', id)
    .where('state', '=', 'open')
    .where('expiresAt', '>', now)
    .limit(namesAtMost)
    .execute()
  return [...people, ...groups, ...invited].map(({ name }) => name)
}
