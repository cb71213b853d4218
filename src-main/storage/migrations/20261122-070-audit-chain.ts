import { sql } from 'kysely'
import { createAuditGuards, dropAuditGuards } from '../audit-guards.ts'
import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createChain(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable('audit_log')
    .addColumn('user_agent', c.text, (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema.alterTable('audit_log').addColumn('seq', c.integer).execute()
  await db.schema.alterTable('audit_log').addColumn('previous_hash', c.text).execute()
  await db.schema.alterTable('audit_log').addColumn('hash', c.text).execute()
  await db.schema.createIndex('audit_log_seq_index').on('audit_log').column('seq').unique().execute()
  await sql`create index audit_log_unsealed on audit_log (at, id) where seq is null`.execute(db)
  await createIndex(db, 'audit_log', ['action', 'at'])
  await db.schema
    .createTable('audit_checkpoints')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('seq', c.integer, (column) => column.notNull())
    .addColumn('hash', c.text, (column) => column.notNull())
    .addColumn('at', c.instant, (column) => column.notNull())
    .addColumn('key_id', c.text, (column) => column.notNull())
    .addColumn('public_key', c.text, (column) => column.notNull())
    .addColumn('signature', c.text, (column) => column.notNull())
    .execute()
  await createIndex(db, 'audit_checkpoints', ['kind', 'seq'])
  await createAuditGuards(db, c)
}

async function createTables(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('security_state')
    .addColumn('name', c.text, (column) => column.notNull().primaryKey())
    .addColumn('value', c.json, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('approvals')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('action', c.text, (column) => column.notNull())
    .addColumn('input', c.json, (column) => column.notNull())
    .addColumn('target', c.text, (column) => column.notNull())
    .addColumn('detail', c.json, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('requested_by_id', c.text, (column) => column.notNull())
    .addColumn('requested_by_name', c.text, (column) => column.notNull())
    .addColumn('requested_from', c.text, (column) => column.notNull())
    .addColumn('requested_at', c.instant, (column) => column.notNull())
    .addColumn('decided_by_id', c.text)
    .addColumn('decided_by_name', c.text)
    .addColumn('decided_at', c.instant)
    .addColumn('reason', c.text, (column) => column.notNull())
    .addColumn('failure_code', c.text)
    .addColumn('expires_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'approvals', ['state', 'requested_at'])
  await createIndex(db, 'approvals', ['requested_at', 'id'])
}

/** The chain over the record, signed states of it, and what two people decide together. */
export const auditChain: Migration = {
  name: '20261122-070-audit-chain',
  up: async (db, columns) => {
    await createChain(db, columns)
    await createTables(db, columns)
  },
  down: async (db, columns) => {
    await dropAuditGuards(db, columns)
    await db.schema.dropTable('approvals').execute()
    await db.schema.dropTable('security_state').execute()
    await db.schema.dropTable('audit_checkpoints').execute()
    for (const index of ['audit_log_seq_index', 'audit_log_unsealed', 'audit_log_by_action_at']) {
      await db.schema.dropIndex(index).execute()
    }
    for (const column of ['seq', 'previous_hash', 'hash', 'user_agent']) {
      await db.schema.alterTable('audit_log').dropColumn(column).execute()
    }
  },
}
