import { type CreateTableBuilder, sql } from 'kysely'
import { auditContentColumns, createAuditGuards, dropAuditGuards } from '../audit-guards.ts'
import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createRecord(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  const pending = contentOf(db.schema.createTable('audit_pending'), c)
  await pending.addPrimaryKeyConstraint('audit_pending_key', ['id']).execute()
  await contentOf(db.schema.createTable('audit_chain'), c)
    .addColumn('seq', c.integer, (column) => column.notNull().primaryKey())
    .addColumn('previous_hash', c.text, (column) => column.notNull())
    .addColumn('hash', c.text, (column) => column.notNull())
    .addUniqueConstraint('audit_chain_id', ['id'])
    .execute()
  for (const columns of [
    ['at', 'id'],
    ['target', 'at'],
    ['action', 'at'],
  ]) {
    await createIndex(db, 'audit_chain', columns)
  }
  const content = sql.raw(auditContentColumns.join(', '))
  await sql`create view audit_log as select ${content}, seq, previous_hash, hash from audit_chain
    union all select ${content}, cast(null as bigint), cast(null as text), cast(null as text) from audit_pending`.execute(
    db,
  )
}

/** What a row says, the same before and after it is linked. */
function contentOf(table: CreateTableBuilder<string>, c: ColumnTypes): CreateTableBuilder<string, string> {
  return table
    .addColumn('id', c.id, (column) => column.notNull())
    .addColumn('at', c.instant, (column) => column.notNull())
    .addColumn('request_id', c.text, (column) => column.notNull())
    .addColumn('caller_kind', c.text, (column) => column.notNull())
    .addColumn('caller_id', c.text)
    .addColumn('caller_name', c.text)
    .addColumn('transport', c.text, (column) => column.notNull())
    .addColumn('remote_address', c.text, (column) => column.notNull())
    .addColumn('user_agent', c.text, (column) => column.notNull())
    .addColumn('action', c.text, (column) => column.notNull())
    .addColumn('target', c.text)
    .addColumn('outcome', c.text, (column) => column.notNull())
    .addColumn('error_code', c.text)
    .addColumn('occurrences', c.integer, (column) => column.notNull())
    .addColumn('detail', c.json, (column) => column.notNull())
}

async function createCheckpoints(db: MigrationHandle, c: ColumnTypes): Promise<void> {
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

/** The record and the chain over it, signed states of it, and what two people decide together. */
export const auditChain: Migration = {
  name: '20261122-070-audit-chain',
  up: async (db, columns) => {
    await createRecord(db, columns)
    await createCheckpoints(db, columns)
    await createAuditGuards(db, columns)
    await createTables(db, columns)
  },
  down: async (db, columns) => {
    await dropAuditGuards(db, columns)
    await db.schema.dropTable('approvals').execute()
    await db.schema.dropTable('security_state').execute()
    await db.schema.dropTable('audit_checkpoints').execute()
    await db.schema.dropView('audit_log').execute()
    await db.schema.dropTable('audit_pending').execute()
    await db.schema.dropTable('audit_chain').execute()
  },
}
