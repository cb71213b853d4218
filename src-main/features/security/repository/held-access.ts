import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import type { DatabaseSchema } from '#main/storage/schema/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { accessRuleSchema, builtInRoleSchema, type HeldAccess, heldAccessSchema } from '#shared/contract/permissions.ts'

/** What one role gives, and whether it asks for a second factor by itself. */
export interface RoleGrant {
  readonly held: HeldAccess
  readonly requiresTwoFactor: boolean
}

const rulesSchema = z.array(accessRuleSchema)
const idsAtOnce = 500

/** What a person with these roles holds; each role counts once, however they come to it. */
function joinedGrant(grants: readonly RoleGrant[]): RoleGrant {
  return {
    held: {
      builtInRoles: [...new Set(grants.flatMap(({ held }) => held.builtInRoles))],
      rules: grants.flatMap(({ held }) => held.rules),
    },
    requiresTwoFactor: grants.some(({ requiresTwoFactor }) => requiresTwoFactor),
  }
}

/** What these roles give, by their reference; a role that is no more gives nothing and is left out. */
export async function grantsOf(tx: DatabaseHandle, roles: Iterable<string>): Promise<Map<string, RoleGrant>> {
  const grants = new Map<string, RoleGrant>()
  const customIds: string[] = []
  for (const role of new Set(roles)) {
    const builtIn = builtInRoleSchema.safeParse(role)
    if (!builtIn.success) customIds.push(role)
    else {
      grants.set(role, { held: { builtInRoles: [builtIn.data], rules: [] }, requiresTwoFactor: false })
    }
  }
  for (const ids of chunksOf(customIds)) {
    for (const row of await tx.selectFrom('roles').selectAll().where('id', 'in', ids).execute()) {
      const rules = rulesSchema.parse(JSON.parse(row.rules)).map((rule) => ({ ...rule, roleName: row.name }))
      grants.set(row.id, { held: { builtInRoles: [], rules }, requiresTwoFactor: row.requiresTwoFactor === 1 })
    }
  }
  return grants
}

/** Own role and those of the groups, by user. */
async function rolesOfUsers(tx: DatabaseHandle, userIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const own = await tx.selectFrom('users').select(['id', 'role']).where('id', 'in', userIds).execute()
  const byGroup = await tx
    .selectFrom('groupMembers')
    .innerJoin('userGroups', 'userGroups.id', 'groupMembers.groupId')
    .select(['groupMembers.userId', 'userGroups.role'])
    .where('groupMembers.userId', 'in', userIds)
    .where('userGroups.role', 'is not', null)
    .orderBy('userGroups.nameKey')
    .execute()
  const roles = new Map(own.map((user) => [user.id, new Set<string>([user.role])]))
  for (const { userId, role } of byGroup) if (role !== null) roles.get(userId)?.add(role)
  return roles
}

async function recomputeSome(tx: DatabaseHandle, userIds: readonly string[]): Promise<string[]> {
  const rolesOf = await rolesOfUsers(tx, userIds)
  const grants = await grantsOf(
    tx,
    [...rolesOf.values()].flatMap((roles) => [...roles]),
  )
  const alike = new Map<string, { grant: RoleGrant; userIds: string[] }>()
  for (const [userId, roles] of rolesOf) {
    const key = [...roles].join()
    const known = alike.get(key)
    if (known !== undefined) known.userIds.push(userId)
    else alike.set(key, { grant: joinedGrant([...roles].flatMap((role) => grants.get(role) ?? [])), userIds: [userId] })
  }
  const changed: string[] = []
  for (const group of alike.values()) changed.push(...(await writeGrant(tx, group.userIds, group.grant)))
  return changed
}

async function writeGrant(tx: DatabaseHandle, userIds: readonly string[], grant: RoleGrant): Promise<string[]> {
  const heldAccess = JSON.stringify(heldAccessSchema.parse(grant.held))
  const twoFactorRequired = grant.requiresTwoFactor ? 1 : 0
  const rows = await tx
    .updateTable('users')
    .set({ heldAccess, twoFactorRequired })
    .where('id', 'in', userIds)
    .where((where) =>
      where.or([where('heldAccess', '!=', heldAccess), where('twoFactorRequired', '!=', twoFactorRequired)]),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/**
 * Writes anew what these users hold by their own role and those of their groups. Call it in the transaction that changes
 * a role, a group or a membership; answers whose rights have become others, to be announced after the commit. Which
 * built-in roles must have a second factor stands in the settings and is looked at when somebody calls.
 */
export async function recomputeHeldAccess(tx: DatabaseHandle, userIds: readonly string[]): Promise<string[]> {
  const changed: string[] = []
  for (const ids of chunksOf([...new Set(userIds)])) changed.push(...(await recomputeSome(tx, ids)))
  return changed
}

/** Everybody who holds the role by themselves or through a group. */
export async function holdersOf(db: DatabaseHandle, role: string): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where(holdsRole(role)).execute()
  return rows.map((row) => row.id)
}

/** The condition that a person holds the role by themselves or through a group. */
export function holdsRole(role: string) {
  return (where: ExpressionBuilder<DatabaseSchema, 'users'>) =>
    where.or([
      where('role', '=', role),
      where(
        'id',
        'in',
        where
          .selectFrom('groupMembers')
          .innerJoin('userGroups', 'userGroups.id', 'groupMembers.groupId')
          .select('groupMembers.userId')
          .where('userGroups.role', '=', role),
      ),
    ])
}

function chunksOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, at) =>
    ids.slice(at * idsAtOnce, (at + 1) * idsAtOnce),
  )
}
