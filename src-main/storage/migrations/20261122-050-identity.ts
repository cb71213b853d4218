import { sql } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function extendUsers(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema.alterTable('users').addColumn('email', c.text).execute()
  await db.schema.alterTable('users').addColumn('email_key', c.text).execute()
  await db.schema
    .alterTable('users')
    .addColumn('held_access', c.json, (column) => column.notNull().defaultTo('{"builtInRoles":[],"rules":[]}'))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('state', c.text, (column) => column.notNull().defaultTo('active'))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('must_change_password', c.flag, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('two_factor_required', c.flag, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('two_factor_enabled', c.flag, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('users').addColumn('expires_at', c.instant).execute()
  await db.schema
    .alterTable('users')
    .addColumn('break_glass', c.flag, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('credential_version', c.integer, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('users_email_key_index').on('users').column('email_key').unique().execute()
  await sql`update users set held_access = '{"builtInRoles":["' || role || '"],"rules":[]}'`.execute(db)
}

async function createRoles(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('roles')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('name_key', c.text, (column) => column.notNull().unique())
    .addColumn('description', c.text, (column) => column.notNull())
    .addColumn('rules', c.json, (column) => column.notNull())
    .addColumn('requires_two_factor', c.flag, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('user_groups')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('name_key', c.text, (column) => column.notNull().unique())
    .addColumn('role', c.text)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('group_members')
    .addColumn('group_id', c.id, (column) => column.notNull().references('user_groups.id').onDelete('cascade'))
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('group_members_key', ['group_id', 'user_id'])
    .execute()
  await createIndex(db, 'group_members', ['user_id'])
}

async function createEntrances(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('email', c.text)
    .addColumn('role', c.text, (column) => column.notNull())
    .addColumn('group_ids', c.json, (column) => column.notNull())
    .addColumn('language', c.text, (column) => column.notNull())
    .addColumn('invited_by', c.text, (column) => column.notNull())
    .addColumn('secret_hash', c.text, (column) => column.notNull().unique())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'invitations', ['created_at', 'id'])
  await db.schema
    .createTable('one_time_secrets')
    .addColumn('secret_hash', c.text, (column) => column.notNull().primaryKey())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('detail', c.json, (column) => column.notNull())
    .addColumn('misses', c.integer, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'one_time_secrets', ['user_id', 'kind'])
  await createIndex(db, 'one_time_secrets', ['expires_at'])
}

async function createFactors(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('user_totp')
    .addColumn('user_id', c.id, (column) => column.notNull().primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('sealed_secret', c.text)
    .addColumn('pending_secret', c.text)
    .addColumn('last_step', c.integer, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('enabled_at', c.instant)
    .addColumn('last_used_at', c.instant)
    .execute()
  await db.schema
    .createTable('user_backup_codes')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('code_hash', c.text, (column) => column.notNull())
    .addColumn('used_at', c.instant)
    .execute()
  await createIndex(db, 'user_backup_codes', ['user_id'])
  await db.schema
    .createTable('external_identities')
    .addColumn('provider', c.text, (column) => column.notNull())
    .addColumn('subject', c.text, (column) => column.notNull())
    .addColumn('user_id', c.id, (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('external_identities_key', ['provider', 'subject'])
    .execute()
}

async function extendSessions(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable('user_sessions')
    .addColumn('method', c.text, (column) => column.notNull().defaultTo('password'))
    .execute()
  await db.schema.alterTable('user_sessions').addColumn('stepped_up_at', c.instant).execute()
}

/** People beyond name and password: groups, roles of the site, invitations, second factors, identities elsewhere. */
export const identity: Migration = {
  name: '20261122-050-identity',
  up: async (db, columns) => {
    await extendUsers(db, columns)
    await createRoles(db, columns)
    await createEntrances(db, columns)
    await createFactors(db, columns)
    await extendSessions(db, columns)
  },
  down: async (db) => {
    for (const table of [
      'external_identities',
      'user_backup_codes',
      'user_totp',
      'one_time_secrets',
      'invitations',
      'group_members',
      'user_groups',
      'roles',
    ]) {
      await db.schema.dropTable(table).execute()
    }
    await db.schema.alterTable('user_sessions').dropColumn('method').execute()
    await db.schema.alterTable('user_sessions').dropColumn('stepped_up_at').execute()
    await db.schema.dropIndex('users_email_key_index').execute()
    for (const column of [
      'email',
      'email_key',
      'held_access',
      'state',
      'must_change_password',
      'two_factor_required',
      'two_factor_enabled',
      'expires_at',
      'break_glass',
      'credential_version',
    ]) {
      await db.schema.alterTable('users').dropColumn(column).execute()
    }
  },
}
