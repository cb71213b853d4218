import type { DatabaseHandle } from '#main/storage/storage.ts'
import { holdsRole } from './held-access.ts'
import type { UserRow } from './users.ts'

function selectAdministrators(db: DatabaseHandle) {
  return db
    .selectFrom('users')
    .where('state', '=', 'active')
    .where('expiresAt', 'is', null)
    .where('breakGlass', '=', 0)
    .where(holdsRole('administrator'))
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

/** Who has been administrator by their own role the longest. */
export function findFirstAdministrator(db: DatabaseHandle): Promise<UserRow | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('role', '=', 'administrator')
    .where('state', '=', 'active')
    .where('expiresAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst()
}
