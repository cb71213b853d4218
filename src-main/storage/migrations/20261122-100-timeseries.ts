import { sql } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

const chunkTables = ['timeseries_raw', 'timeseries_five_minutes', 'timeseries_hours'] as const
const tables = ['timeseries_series', 'timeseries_head', ...chunkTables, 'timeseries_marks'] as const

/** Chunks are compressed already: PostgreSQL is to keep them as they are. */
async function storeUncompressed(db: MigrationHandle, c: ColumnTypes, table: string): Promise<void> {
  if (c.engine === 'sqlite') return
  await sql`alter table ${sql.table(table)} alter column data set storage external`.execute(db)
}

async function createTables(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('timeseries_series')
    .addColumn('id', c.integer, (column) => column.primaryKey().notNull())
    .addColumn('labels', c.json, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('last_seen_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('timeseries_head')
    .addColumn('id', c.integer, (column) => column.primaryKey().notNull())
    .addColumn('tick', c.instant, (column) => column.notNull())
    .addColumn('data', c.bytes, (column) => column.notNull())
    .execute()
  for (const table of chunkTables) {
    await db.schema
      .createTable(table)
      .addColumn('id', c.integer, (column) => column.primaryKey().notNull())
      .addColumn('data', c.bytes, (column) => column.notNull())
      .execute()
    await storeUncompressed(db, c, table)
  }
  await db.schema
    .createTable('timeseries_marks')
    .addColumn('name', c.text, (column) => column.primaryKey().notNull())
    .addColumn('at', c.instant, (column) => column.notNull())
    .execute()
}

/** Samples of metrics: series, the head, chunks of three tiers. */
export const timeseries: Migration = {
  name: '20261122-100-timeseries',
  up: createTables,
  down: async (db) => {
    for (const table of tables) await db.schema.dropTable(table).execute()
  },
}
