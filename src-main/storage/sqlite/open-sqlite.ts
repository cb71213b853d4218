import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { ConnectionGate } from '../connection-gate.ts'
import { createDatabaseHandle, runTransaction } from '../database-handle.ts'
import { QueryListeners } from '../executed-query.ts'
import { ObservedDriver } from '../observed-driver.ts'
import type { OpenDatabase } from '../open-database.ts'
import { StorageError } from '../storage-error.ts'
import { TransactionScope } from '../transaction-scope.ts'
import { withFileLock } from './file-lock.ts'
import { SqliteConnections } from './sqlite-connections.ts'
import { WorkerSqliteDialect } from './sqlite-dialect.ts'
import { SqliteDriver } from './sqlite-driver.ts'
import { storageErrorOf } from './sqlite-failure.ts'
import { WorkerConnection } from './worker-connection.ts'

export interface SqliteSettings {
  readonly engine: 'sqlite'
  readonly file: string
  /** Readers beside the writer. Default 4; they are opened when they are needed. */
  readonly maximumReaders?: number
  /** Longest wait for another change, of this program or another one. Default 10,000. */
  readonly lockWaitMs?: number
}

/** Versions before this one may damage a write-ahead log when it is reset. */
const requiredVersion = '3.51.3'

/** Opens the file, or makes it when there is none. */
export async function openSqlite(settings: SqliteSettings): Promise<OpenDatabase> {
  const { file, maximumReaders = 4, lockWaitMs = 10_000 } = settings
  const connections = await openConnections(file, maximumReaders, lockWaitMs)
  const gate = new ConnectionGate()
  const scope = new TransactionScope()
  const queries = new QueryListeners()
  const driver = new ObservedDriver(new SqliteDriver(connections, lockWaitMs), {
    gate,
    scope,
    queries,
    translate: (error) => storageErrorOf(error, file),
  })
  const db = createDatabaseHandle(new WorkerSqliteDialect(driver))
  return {
    engine: 'sqlite',
    db,
    transaction: (work) => runTransaction(db, scope, work),
    status: () => ({
      engine: 'sqlite',
      location: file,
      engineVersion: connections.engineVersion,
      connections: connections.status(),
    }),
    onQuery: (listener) => queries.add(listener),
    close: () => gate.close(() => connections.close()),
    withMigrationLock: (work) => withFileLock(`${file}.migration-lock`, work),
    withSchemaChanges: async (work) => {
      await sql`pragma foreign_keys = off`.execute(db)
      try {
        return await work()
      } finally {
        await sql`pragma foreign_keys = on`.execute(db)
      }
    },
    copy: (folder, label) => copyDatabase(file, folder, label),
  }
}

async function openConnections(file: string, maximumReaders: number, writerWaitMs: number): Promise<SqliteConnections> {
  try {
    const connections = await SqliteConnections.open({ file, maximumReaders, writerWaitMs })
    if (isOlder(connections.engineVersion, requiredVersion)) {
      const version = connections.engineVersion
      await connections.close()
      throw new StorageError('DATABASE_ENGINE_TOO_OLD', { version, required: requiredVersion })
    }
    return connections
  } catch (error) {
    throw storageErrorOf(error, file)
  }
}

function isOlder(version: string, required: string): boolean {
  return version.localeCompare(required, 'en', { numeric: true }) < 0
}

/** The copy has its name only once it is whole. */
async function copyDatabase(file: string, folder: string, label: string): Promise<string> {
  const target = path.join(folder, `${label}.db`)
  const unfinished = `${target}.unfinished`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(unfinished, { force: true })
  const connection = await WorkerConnection.open({ file, readOnly: true, busyTimeoutMs: 1_000, pragmas: [] })
  try {
    await connection.backup(unfinished)
  } finally {
    await connection.close()
  }
  await rename(unfinished, target)
  return target
}
