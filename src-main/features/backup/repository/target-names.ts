import type { DatabaseHandle } from '#main/storage/storage.ts'

/** What people call the job or repository of that id, in one query. */
export async function backupTargetName(db: DatabaseHandle, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('backupJobs')
    .select('name')
    .where('id', '=', id)
    .unionAll(db.selectFrom('backupRepositories').select('name').where('id', '=', id))
    .executeTakeFirst()
  return row?.name
}
