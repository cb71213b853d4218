import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import type { DatabaseHandle } from '../storage.ts'

/**
 * A handle without table types: a migration is older than the schema of the program that runs it, so it uses the
 * schema builder and raw SQL with the names as they are in SQL (snake_case).
 */
export type MigrationHandle = Kysely<Record<never, never>>

/** One whole step of the schema. `down` takes back exactly what `up` made. */
export interface Migration {
  /** `YYYYMMDD-NNN-slug`, the name of its file; migrations run in the order of their names. */
  readonly name: string
  up(db: MigrationHandle, columns: ColumnTypes): Promise<void>
  down(db: MigrationHandle, columns: ColumnTypes): Promise<void>
  /**
   * `false` runs it outside a transaction on PostgreSQL (for `create index concurrently`); it must then be repeatable
   * after being cut off anywhere. SQLite always has a transaction.
   */
  readonly transactional?: false
}

/** The handle for a migration on a database or transaction. */
export function schemaHandle(db: DatabaseHandle): MigrationHandle {
  return db.withoutPlugins().$pickTables<never>()
}
