import { sql } from 'kysely'
import type { Clock } from '#main/platform/clock.ts'
import type { Logger } from '#main/platform/logger.ts'
import { columnTypes } from '../column-types.ts'
import type { OpenDatabase } from '../open-database.ts'
import type { DatabaseHandle } from '../storage.ts'
import { StorageError } from '../storage-error.ts'
import { timeInName } from '../unused-path.ts'
import { createHistory, forget, isApplied, readHistory, remember } from './history.ts'
import { type Migration, schemaHandle } from './migration.ts'

/** What every run of migrations needs. */
export interface MigrationRun {
  readonly migrations: readonly Migration[]
  readonly programVersion: string
  /** Where the copy before a change of the schema goes. */
  readonly copiesFolder: string
  readonly clock: Clock
  readonly log: Logger
}

export interface MigrationOutcome {
  /** Names in the order in which they ran. */
  readonly ran: readonly string[]
  /** The copy made before; null when nothing had to be done or the database was empty. */
  readonly copy: string | null
}

const nothingToDo: MigrationOutcome = { ran: [], copy: null }

/** Refuses a database that a newer program has changed, without having touched it. */
export async function refuseNewer(database: OpenDatabase, run: MigrationRun): Promise<void> {
  const known = new Set(run.migrations.map(({ name }) => name))
  const unknown = (await readHistory(database)).filter(({ name }) => !known.has(name))
  const newest = unknown.at(-1)
  if (newest === undefined) return
  throw new StorageError('DATABASE_NEWER', {
    unknown: unknown.map(({ name }) => name),
    databaseVersion: newest.programVersion,
    programVersion: run.programVersion,
  })
}

/**
 * Applies what is pending, each migration in a transaction with its row of history, after a copy of the database. Of
 * two processes at once, one works and the other waits and then finds nothing to do. `to` is the last one to apply.
 */
export async function migrateUp(database: OpenDatabase, run: MigrationRun, to?: string): Promise<MigrationOutcome> {
  await refuseNewer(database, run)
  if ((await pendingOf(database, run, to)).length === 0) return nothingToDo
  return database.withMigrationLock(async () => {
    await refuseNewer(database, run)
    const pending = await pendingOf(database, run, to)
    return pending.length === 0 ? nothingToDo : runAll(database, run, pending, 'up')
  })
}

/** Takes back the last `steps` migrations, or all that came after `to` (null: every one). */
export async function migrateDown(
  database: OpenDatabase,
  run: MigrationRun,
  goal: { readonly steps: number } | { readonly to: string | null },
): Promise<MigrationOutcome> {
  return database.withMigrationLock(async () => {
    await refuseNewer(database, run)
    const chosen = await chosenForDown(database, run, goal)
    return chosen.length === 0 ? nothingToDo : runAll(database, run, chosen, 'down')
  })
}

async function pendingOf(database: OpenDatabase, run: MigrationRun, to?: string): Promise<readonly Migration[]> {
  if (to !== undefined && !run.migrations.some(({ name }) => name === to)) {
    throw new StorageError('MIGRATION_UNKNOWN', { migration: to })
  }
  const applied = new Set((await readHistory(database)).map(({ name }) => name))
  return run.migrations.filter(({ name }) => !applied.has(name) && (to === undefined || name <= to))
}

async function chosenForDown(
  database: OpenDatabase,
  run: MigrationRun,
  goal: { readonly steps: number } | { readonly to: string | null },
): Promise<readonly Migration[]> {
  const applied = new Set((await readHistory(database)).map(({ name }) => name))
  const newestFirst = run.migrations.filter(({ name }) => applied.has(name)).reverse()
  if ('steps' in goal) return newestFirst.slice(0, goal.steps)
  const { to } = goal
  if (to !== null && !applied.has(to)) throw new StorageError('MIGRATION_UNKNOWN', { migration: to })
  return to === null ? newestFirst : newestFirst.filter(({ name }) => name > to)
}

async function runAll(
  database: OpenDatabase,
  run: MigrationRun,
  chosen: readonly Migration[],
  direction: 'up' | 'down',
): Promise<MigrationOutcome> {
  const copy = await copyBefore(database, run, chosen[0]?.name ?? '')
  await database.withSchemaChanges(async () => {
    await createHistory(schemaHandle(database.db), columnTypes(database.engine))
    for (const migration of chosen) {
      run.log.info('migration starts', { migration: migration.name, direction })
      await runOne(database, run, migration, direction).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        const detail = { migration: migration.name, direction, reason, copy }
        throw new StorageError('DATABASE_MIGRATION_FAILED', detail, { cause: error })
      })
    }
  })
  return { ran: chosen.map(({ name }) => name), copy }
}

async function copyBefore(database: OpenDatabase, run: MigrationRun, migration: string): Promise<string | null> {
  if ((await readHistory(database)).length === 0) return null
  try {
    return await database.copy(run.copiesFolder, `before-migration-${timeInName(run.clock.now())}`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StorageError('MIGRATION_COPY_FAILED', { migration, reason }, { cause: error })
  }
}

async function runOne(
  database: OpenDatabase,
  run: MigrationRun,
  migration: Migration,
  direction: 'up' | 'down',
): Promise<void> {
  const startedAt = run.clock.monotonicMs()
  const work = async (db: DatabaseHandle): Promise<void> => {
    if ((await isApplied(db, migration.name)) === (direction === 'up')) return
    await migration[direction](schemaHandle(db), columnTypes(database.engine))
    if (database.engine === 'sqlite') await assertReferences(db)
    if (direction === 'down') return forget(db, migration.name)
    await remember(db, {
      name: migration.name,
      appliedAtMs: run.clock.now().getTime(),
      programVersion: run.programVersion,
      durationMs: Math.round(run.clock.monotonicMs() - startedAt),
    })
  }
  if (database.engine === 'sqlite') return database.transaction(work)
  if (migration.transactional === false) return database.db.connection().execute((db) => withoutTimeLimit(db, work))
  await database.transaction(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    await work(tx)
  })
}

/** Changing a large table may take longer than a statement may. */
async function withoutTimeLimit(db: DatabaseHandle, work: (db: DatabaseHandle) => Promise<void>): Promise<void> {
  await sql`set statement_timeout = 0`.execute(db)
  try {
    await work(db)
  } finally {
    await sql`reset statement_timeout`.execute(db)
  }
}

async function assertReferences(db: DatabaseHandle): Promise<void> {
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const [first] = rows
  if (first !== undefined) throw new Error(`rows of ${first.table} refer to rows of ${first.parent} that do not exist`)
}
