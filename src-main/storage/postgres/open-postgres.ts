import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Dialect, PostgresDialect, sql } from 'kysely'
import type { Logger } from '#main/platform/logger.ts'
import { ConnectionGate } from '../connection-gate.ts'
import { createDatabaseHandle, runTransaction } from '../database-handle.ts'
import { QueryListeners } from '../executed-query.ts'
import { type DriverRules, ObservedDriver } from '../observed-driver.ts'
import type { OpenDatabase } from '../open-database.ts'
import type { DatabaseHandle } from '../storage.ts'
import { StorageError } from '../storage-error.ts'
import { TransactionScope } from '../transaction-scope.ts'
import { copyDatabase } from './copy-database.ts'
import { PipelinedPostgresDriver } from './pipelined-postgres-driver.ts'
import { storageErrorOf } from './postgres-failure.ts'
import { PostgresPool } from './postgres-pool.ts'
import { type PostgresSettings, postgresLocation } from './postgres-settings.ts'

const requiredMajorVersion = 14

/** Connects to the server; rejects when it cannot be reached, refuses us, or is too old. */
export async function openPostgres(settings: PostgresSettings, log: Logger): Promise<OpenDatabase> {
  const location = postgresLocation(settings.url)
  const pool = new PostgresPool(settings, log)
  const gate = new ConnectionGate()
  const scope = new TransactionScope()
  const queries = new QueryListeners()
  const translate = (error: unknown): unknown => storageErrorOf(error, { location, ...settings.pool })
  const db = createDatabaseHandle(observedDialect(pool, { gate, scope, queries, translate }))
  const engineVersion = await firstVersion(db, location).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  return {
    engine: 'postgres',
    db,
    transaction: (work) => runTransaction(db, scope, work),
    status: () => ({ engine: 'postgres', location, engineVersion, connections: pool.status() }),
    onQuery: (listener) => queries.add(listener),
    close: () => gate.close(() => pool.end()),
    withMigrationLock: (work) => withAdvisoryLock(db, work),
    withSchemaChanges: (work) => work(),
    withScratch: (work) => withScratchSchema(db, work),
    copy: (folder, label) => copyDatabase(settings, folder, label, log),
  }
}

function observedDialect(pool: PostgresPool, rules: DriverRules): Dialect {
  const dialect = new PostgresDialect({ pool })
  return {
    createDriver: () => new ObservedDriver(new PipelinedPostgresDriver({ pool }), rules),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

async function firstVersion(db: DatabaseHandle, location: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
  const version = rows[0]?.version ?? ''
  if (Number.parseInt(version, 10) >= requiredMajorVersion) return version
  throw new StorageError('DATABASE_ENGINE_TOO_OLD', { location, version, required: String(requiredMajorVersion) })
}

/** Names without a schema then mean this one, and what extensions offer in `public`. */
async function withScratchSchema<T>(db: DatabaseHandle, work: (db: DatabaseHandle) => Promise<T>): Promise<T> {
  const schema = sql.id(`kuraban_scratch_${randomUUID().replaceAll('-', '')}`)
  return db.connection().execute(async (connection) => {
    await sql`create schema ${schema}`.execute(connection)
    try {
      await sql`set search_path = ${schema}, public`.execute(connection)
      return await work(connection)
    } finally {
      await sql`reset search_path`.execute(connection)
      await sql`drop schema ${schema} cascade`.execute(connection)
    }
  })
}

const lockPauseMs = 200

/** The lock belongs to one connection: the server takes it back when its holder dies. */
async function withAdvisoryLock<T>(db: DatabaseHandle, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    while (!(await tryLock(connection))) await sleep(lockPauseMs)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended('kuraban migrations', 0))`.execute(connection)
    }
  })
}

async function tryLock(connection: DatabaseHandle): Promise<boolean> {
  const { rows } = await sql<{
    locked: boolean
  }>`select pg_try_advisory_lock(hashtextextended('kuraban migrations', 0)) as locked`.execute(connection)
  return rows[0]?.locked === true
}
