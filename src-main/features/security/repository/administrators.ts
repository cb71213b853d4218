import type { DatabaseHandle } from '#main/storage/storage.ts'

function selectAdministrators(db: DatabaseHandle) {
  return db
    .selectFrom('users')
    .where('state', '=', 'active')
    .where('expiresAt', 'is', null)
    .where('breakGlass', '=', 0)
    .where((where) =>
      where.or([
        where('role', '=', 'administrator'),
        where(
          'id',
          'in',
          where
            .selectFrom('groupMembers')
            .innerJoin('userGroups', 'userGroups.id', 'groupMembers.groupId')
            .select('groupMembers.userId')
            .where('userGroups.role', '=', 'administrator'),
        ),
      ]),
    )
}

/** People who are administrators for good and may sign in, by their own role or through a group. */
export async function countAdministrators(db: DatabaseHandle): Promise<number> {
  const row = await selectAdministrators(db)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Those of them that mail can reach, the first hundred. */
export function administratorsWithMail(db: DatabaseHandle) {
  return selectAdministrators(db)
    .select(['name', 'email', 'language'])
    .where('email', 'is not', null)
    .orderBy('createdAt')
    .limit(100)
    .execute()
}
