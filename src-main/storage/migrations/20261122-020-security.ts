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

async function createAuditLog(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('audit_log')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('at', c.instant, (column) => column.notNull())
    .addColumn('request_id', c.text, (column) => column.notNull())
    .addColumn('caller_kind', c.text, (column) => column.notNull())
    .addColumn('caller_id', c.text)
    .addColumn('caller_name', c.text)
    .addColumn('transport', c.text, (column) => column.notNull())
    .addColumn('remote_address', c.text, (column) => column.notNull())
    .addColumn('action', c.text, (column) => column.notNull())
    .addColumn('target', c.text)
    .addColumn('outcome', c.text, (column) => column.notNull())
    .addColumn('error_code', c.text)
    .addColumn('occurrences', c.integer, (column) => column.notNull())
    .addColumn('detail', c.json, (column) => column.notNull())
    .execute()
  await createIndex(db, 'audit_log', ['at', 'id'])
  await createIndex(db, 'audit_log', ['caller_id', 'at'])
  await createIndex(db, 'audit_log', ['target', 'at'])
}

/** Users, their sessions and the record of what was done. */
export const security: Migration = {
  name: '20261122-020-security',
  up: async (db, columns) => {
    await createUsers(db, columns)
    await createSessions(db, columns)
    await createAuditLog(db, columns)
  },
  down: async (db) => {
    await db.schema.dropTable('audit_log').execute()
    await db.schema.dropTable('user_sessions').execute()
    await db.schema.dropTable('users').execute()
  },
}
