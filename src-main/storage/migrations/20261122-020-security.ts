import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createUsers(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('name_key', c.text, (column) => column.notNull().unique())
    .addColumn('role', c.text, (column) => column.notNull())
    .addColumn('language', c.text, (column) => column.notNull())
    .addColumn('password_hash', c.text)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .addColumn('last_sign_in_at', c.instant)
    .execute()
}

async function createSessions(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('user_sessions')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('token_hash', c.text, (column) => column.notNull().unique())
    .addColumn('started_at', c.instant, (column) => column.notNull())
    .addColumn('active_at', c.instant, (column) => column.notNull())
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .addColumn('ended_at', c.instant)
    .addColumn('end_reason', c.text)
    .addColumn('transport', c.text, (column) => column.notNull())
    .addColumn('remote_address', c.text, (column) => column.notNull())
    .addColumn('user_agent', c.text, (column) => column.notNull())
    .execute()
  await createIndex(db, 'user_sessions', ['user_id'])
  await createIndex(db, 'user_sessions', ['ended_at', 'active_at'])
}

/** Users and their sessions. */
export const security: Migration = {
  name: '20261122-020-security',
  up: async (db, columns) => {
    await createUsers(db, columns)
    await createSessions(db, columns)
  },
  down: async (db) => {
    await db.schema.dropTable('user_sessions').execute()
    await db.schema.dropTable('users').execute()
  },
}
