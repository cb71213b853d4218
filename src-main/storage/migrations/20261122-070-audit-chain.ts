import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createTables(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema.alterTable('audit_log').addColumn('seq', c.integer).execute()
  await db.schema.alterTable('audit_log').addColumn('previous_hash', c.text).execute()
  await db.schema.alterTable('audit_log').addColumn('hash', c.text).execute()
  await db.schema.createIndex('audit_log_seq_index').on('audit_log').column('seq').unique().execute()
  await db.schema
    .createTable('audit_checkpoints')
    .addColumn('seq', c.integer, (column) => column.notNull().primaryKey())
    .addColumn('hash', c.text, (column) => column.notNull())
    .addColumn('at', c.instant, (column) => column.notNull())
    .addColumn('key_id', c.text, (column) => column.notNull())
    .addColumn('signature', c.text, (column) => column.notNull())
    .addColumn('deliveries', c.json, (column) => column.notNull())
    .execute()
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
  up: createTables,
  down: async (db) => {
    await db.schema.dropTable('approvals').execute()
    await db.schema.dropTable('security_state').execute()
    await db.schema.dropTable('audit_checkpoints').execute()
    await db.schema.dropIndex('audit_log_seq_index').execute()
    for (const column of ['seq', 'previous_hash', 'hash']) {
      await db.schema.alterTable('audit_log').dropColumn(column).execute()
    }
  },
}
