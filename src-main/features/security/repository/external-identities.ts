import type { Selectable } from 'kysely'
import type { ExternalIdentitiesTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Who is known by that identity. */
export async function findUserIdByIdentity(
  db: DatabaseHandle,
  provider: string,
  subject: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('externalIdentities')
    .select('userId')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.userId
}

export async function insertIdentity(db: DatabaseHandle, row: Selectable<ExternalIdentitiesTable>): Promise<void> {
  await db.insertInto('externalIdentities').values(row).execute()
}
