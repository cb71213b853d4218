import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createTables(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('api_keys')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('prefix', c.text, (column) => column.notNull().unique())
    .addColumn('key_hash', c.text, (column) => column.notNull())
    .addColumn('scopes', c.json, (column) => column.notNull())
    .addColumn('networks', c.json, (column) => column.notNull())
    .addColumn('created_by', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .addColumn('last_used_at', c.instant)
    .addColumn('last_used_from', c.text)
    .addColumn('revoked_at', c.instant)
    .execute()
  await createIndex(db, 'api_keys', ['created_by'])
  await createIndex(db, 'api_keys', ['created_at', 'id'])
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('token_hash', c.text, (column) => column.notNull().primaryKey())
    .addColumn('family_id', c.id, (column) => column.notNull())
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('session_id', c.id, (column) => column.notNull().references('user_sessions.id').onDelete('cascade'))
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .addColumn('used_at', c.instant)
    .execute()
  await createIndex(db, 'refresh_tokens', ['family_id'])
  await createIndex(db, 'refresh_tokens', ['user_id'])
  await createIndex(db, 'refresh_tokens', ['expires_at'])
}

/** Keys and tokens with which other programs call. */
export const credentials: Migration = {
  name: '20261122-060-credentials',
  up: createTables,
  down: async (db) => {
    await db.schema.dropTable('refresh_tokens').execute()
    await db.schema.dropTable('api_keys').execute()
  },
}
