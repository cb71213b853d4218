import type { MigrationHandle } from './migration.ts'

/** Makes an index whose name says its table and columns. */
export async function createIndex(db: MigrationHandle, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()
}
