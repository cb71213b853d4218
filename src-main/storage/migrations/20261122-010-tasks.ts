import { sql } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createTasks(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('queue', c.text, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('priority', c.integer, (column) => column.notNull())
    .addColumn('attempt', c.integer, (column) => column.notNull())
    .addColumn('attempts', c.integer, (column) => column.notNull())
    .addColumn('crashes', c.integer, (column) => column.notNull())
    .addColumn('node', c.text)
    .addColumn('requested_by', c.text, (column) => column.notNull())
    .addColumn('title', c.json, (column) => column.notNull())
    .addColumn('payload', c.json, (column) => column.notNull())
    .addColumn('deduplication_key', c.text)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('run_at', c.instant, (column) => column.notNull())
    .addColumn('started_at', c.instant)
    .addColumn('finished_at', c.instant)
    .addColumn('claimed_by', c.text)
    .addColumn('lease_until', c.instant)
    .addColumn('cancel_requested', c.flag, (column) => column.notNull())
    .addColumn('progress', c.json)
    .addColumn('result', c.json)
    .addColumn('error_code', c.text)
    .addColumn('error_data', c.json)
    .execute()
}

async function createIndexes(db: MigrationHandle): Promise<void> {
  await db.schema
    .createIndex('tasks_in_order_of_turn')
    .on('tasks')
    .columns(['queue', 'state', 'priority desc', 'run_at', 'id'])
    .execute()
  await db.schema.createIndex('tasks_by_state_id').on('tasks').columns(['state', 'id']).execute()
  await db.schema.createIndex('tasks_by_finished_at').on('tasks').column('finished_at').execute()
  await db.schema
    .createIndex('tasks_live_deduplication_key')
    .unique()
    .on('tasks')
    .column('deduplication_key')
    .where(sql`state`, 'in', sql`('waiting', 'delayed', 'running')`)
    .execute()
}

/** Background work that waits, runs and has ended. */
export const tasks: Migration = {
  name: '20261122-010-tasks',
  up: async (db, columns) => {
    await createTasks(db, columns)
    await createIndexes(db)
  },
  down: async (db) => {
    await db.schema.dropTable('tasks').execute()
  },
}
