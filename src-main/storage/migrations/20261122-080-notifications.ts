import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createTables(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('recipient', c.text, (column) => column.notNull())
    .addColumn('language', c.text, (column) => column.notNull())
    .addColumn('subject', c.text, (column) => column.notNull())
    .addColumn('sealed_body', c.text, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('attempts', c.integer, (column) => column.notNull())
    .addColumn('last_failure', c.text)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('sent_at', c.instant)
    .execute()
  await createIndex(db, 'outbox', ['created_at', 'id'])
}

/** Letters that go out. */
export const notifications: Migration = {
  name: '20261122-080-notifications',
  up: createTables,
  down: async (db) => {
    await db.schema.dropTable('outbox').execute()
  },
}
