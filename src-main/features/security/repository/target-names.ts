import type { DatabaseHandle } from '#main/storage/storage.ts'

/** What people call the person, group, role, key, invitation or request of that id, in one query. */
export async function securityTargetName(db: DatabaseHandle, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('name')
    .where('id', '=', id)
    .unionAll(db.selectFrom('userGroups').select('name').where('id', '=', id))
    .unionAll(db.selectFrom('roles').select('name').where('id', '=', id))
    .unionAll(db.selectFrom('apiKeys').select('name').where('id', '=', id))
    .unionAll(db.selectFrom('invitations').select('name').where('id', '=', id))
    .unionAll(db.selectFrom('approvals').select('target as name').where('id', '=', id))
    .executeTakeFirst()
  return row?.name
}
