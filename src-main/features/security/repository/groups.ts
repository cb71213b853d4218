import type { Selectable } from 'kysely'
import { z } from 'zod'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { GroupsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import { roleReferenceSchema } from '#shared/features/security/values.ts'

export type GroupRow = Selectable<GroupsTable>

const idsAtOnce = 500

function selectGroups(db: DatabaseHandle) {
  return db
    .selectFrom('userGroups')
    .selectAll('userGroups')
    .select((select) =>
      select
        .selectFrom('groupMembers')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('groupMembers.groupId', '=', 'userGroups.id')
        .as('memberCount'),
    )
}

function toGroup(row: GroupRow & { readonly memberCount: number | null }): Group {
  return {
    id: row.id,
    name: row.name,
    role: roleReferenceSchema.nullable().parse(row.role),
    memberCount: Number(row.memberCount ?? 0),
    createdAt: new Date(row.createdAt).toISOString(),
  }
}

export async function listGroups(db: DatabaseHandle, page: PageInput): Promise<Page<Group>> {
  let query = selectGroups(db)
    .orderBy('nameKey')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) {
    const [nameKey] = decodePageKey(page.cursor, z.tuple([z.string()]))
    query = query.where('nameKey', '>', nameKey)
  }
  return pageOf(await query.execute(), page.limit, (row) => [row.nameKey], toGroup)
}

export async function findGroup(db: DatabaseHandle, id: string): Promise<Group | undefined> {
  const row = await selectGroups(db).where('id', '=', id).executeTakeFirst()
  return row && toGroup(row)
}

/** Those of the groups that there are, in the order of their names. */
export async function existingGroups(db: DatabaseHandle, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('userGroups').selectAll().where('id', 'in', ids).orderBy('nameKey').execute()
}

export async function insertGroup(tx: DatabaseHandle, row: GroupRow): Promise<void> {
  await tx.insertInto('userGroups').values(row).execute()
}

export async function updateGroup(
  tx: DatabaseHandle,
  id: string,
  change: Pick<GroupRow, 'name' | 'nameKey' | 'role' | 'updatedAt'>,
): Promise<void> {
  await tx.updateTable('userGroups').set(change).where('id', '=', id).execute()
}

export async function deleteGroup(tx: DatabaseHandle, id: string): Promise<void> {
  await tx.deleteFrom('userGroups').where('id', '=', id).execute()
}

export async function membersOf(db: DatabaseHandle, groupId: string): Promise<string[]> {
  const rows = await db.selectFrom('groupMembers').select('userId').where('groupId', '=', groupId).execute()
  return rows.map((row) => row.userId)
}

export async function replaceMembers(tx: DatabaseHandle, groupId: string, userIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('groupMembers').where('groupId', '=', groupId).execute()
  for (let at = 0; at < userIds.length; at += idsAtOnce) {
    const rows = userIds.slice(at, at + idsAtOnce).map((userId) => ({ groupId, userId }))
    await tx.insertInto('groupMembers').values(rows).execute()
  }
}

export async function addMemberships(tx: DatabaseHandle, userId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  const rows = groupIds.map((groupId) => ({ groupId, userId }))
  await tx.insertInto('groupMembers').values(rows).execute()
}

/** Groups of several people at once. */
export async function groupsOfUsers(
  db: DatabaseHandle,
  userIds: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const groups = new Map<string, { id: string; name: string }[]>()
  if (userIds.length === 0) return groups
  const rows = await db
    .selectFrom('groupMembers')
    .innerJoin('userGroups', 'userGroups.id', 'groupMembers.groupId')
    .select(['groupMembers.userId', 'userGroups.id', 'userGroups.name'])
    .where('groupMembers.userId', 'in', userIds)
    .orderBy('userGroups.nameKey')
    .execute()
  for (const { userId, id, name } of rows) groups.set(userId, [...(groups.get(userId) ?? []), { id, name }])
  return groups
}
