import { sql } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import type { DatabaseHandle, Storage } from '../storage.ts'
import type { MigrationHandle } from './migration.ts'

/** A migration that has been applied, as the database remembers it. */
export interface AppliedMigration {
  readonly name: string
  readonly appliedAtMs: number
  readonly programVersion: string
  readonly durationMs: number
}

export const historyTable = 'schema_migrations'

type HistoryTables = {
  schemaMigrations: { name: string; appliedAt: number; programVersion: string; durationMs: number }
}

export async function createHistory(db: MigrationHandle, columns: ColumnTypes): Promise<void> {
  await db.schema
    .createTable(historyTable)
    .ifNotExists()
    .addColumn('name', columns.text, (column) => column.primaryKey())
    .addColumn('applied_at', columns.instant, (column) => column.notNull())
    .addColumn('program_version', columns.text, (column) => column.notNull())
    .addColumn('duration_ms', columns.integer, (column) => column.notNull())
    .execute()
}

/** The applied migrations in the order of their names; none when the database is new. */
export async function readHistory(storage: Storage): Promise<readonly AppliedMigration[]> {
  if (!(await hasTable(storage, historyTable))) return []
  const rows = await storage.db
    .$extendTables<HistoryTables>()
    .selectFrom('schemaMigrations')
    .selectAll()
    .orderBy('name')
    .execute()
  return rows.map(({ appliedAt, ...row }) => ({ ...row, appliedAtMs: appliedAt }))
}

export async function isApplied(db: DatabaseHandle, name: string): Promise<boolean> {
  const query = db.$extendTables<HistoryTables>().selectFrom('schemaMigrations').select('name').where('name', '=', name)
  return (await query.executeTakeFirst()) !== undefined
}

export async function remember(db: DatabaseHandle, applied: AppliedMigration): Promise<void> {
  const { appliedAtMs, ...row } = applied
  await db
    .$extendTables<HistoryTables>()
    .insertInto('schemaMigrations')
    .values({ ...row, appliedAt: appliedAtMs })
    .execute()
}

export async function forget(db: DatabaseHandle, name: string): Promise<void> {
  await db.$extendTables<HistoryTables>().deleteFrom('schemaMigrations').where('name', '=', name).execute()
}

async function hasTable({ engine, db }: Storage, name: string): Promise<boolean> {
  const query =
    engine === 'sqlite'
      ? sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
      : sql`select 1 where to_regclass(${name}) is not null`
  return (await query.execute(db)).rows.length > 0
}
