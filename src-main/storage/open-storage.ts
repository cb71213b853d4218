import type { Clock } from '#main/platform/clock.ts'
import type { Logger } from '#main/platform/logger.ts'
import { type MigrationRun, migrateUp } from './migrate/migrator.ts'
import { migrations } from './migrations/index.ts'
import type { OpenDatabase } from './open-database.ts'
import type { PostgresSettings } from './postgres/postgres-settings.ts'
import { slowQueryListener, summaryOf } from './slow-query.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import type { SqliteSettings } from './sqlite/sqlite-settings.ts'
import type { Storage } from './storage.ts'

export interface StorageOptions {
  readonly database: SqliteSettings | PostgresSettings
  /** Where copies made before a change of the schema go. */
  readonly copiesFolder: string
  readonly programVersion: string
  readonly clock: Clock
  readonly log: Logger
  /** Statements that take this long are logged, without their values. Default 100. */
  readonly slowQueryMs?: number
  /** Writes every statement to the log at the level debug, without its values. Default false. */
  readonly echoQueries?: boolean
}

/** Opens the database as it is, for the commands that look at its schema or change it. */
export async function openDatabase(options: StorageOptions): Promise<OpenDatabase> {
  const { log, slowQueryMs = 100, echoQueries = false } = options
  const database = await openEngine(options)
  database.onQuery(slowQueryListener((query) => log.warning('slow query', { ...query }), slowQueryMs))
  if (echoQueries) database.onQuery((query) => log.debug('query', { ...summaryOf(query) }))
  return database
}

async function openEngine({ database, clock, log }: StorageOptions): Promise<OpenDatabase> {
  if (database.engine === 'sqlite') return openSqlite(database, clock, log)
  // Loaded where it is used: the embedded database is to be ready sooner.
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return openPostgres(database, log)
}

/** What the functions of `migrate/` need, for this program's own migrations. */
export function migrationRun({ copiesFolder, programVersion, clock, log }: StorageOptions): MigrationRun {
  return { migrations, copiesFolder, programVersion, clock, log }
}

/** Opens the database and brings its schema up to this program's, or refuses it untouched. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const database = await openDatabase(options)
  try {
    await migrateUp(database, migrationRun(options))
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
