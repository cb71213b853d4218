import { sql } from 'kysely'
import type { Clock } from '#main/platform/clock.ts'
import type { Logger } from '#main/platform/logger.ts'
import { ConnectionGate } from '../connection-gate.ts'
import { createDatabaseHandle, runTransaction } from '../database-handle.ts'
import { QueryListeners } from '../executed-query.ts'
import { ObservedDriver } from '../observed-driver.ts'
import type { OpenDatabase } from '../open-database.ts'
import type { DatabaseHandle } from '../storage.ts'
import { isStorageError } from '../storage-error.ts'
import { TransactionScope } from '../transaction-scope.ts'
import { copyDatabase } from './copy-database.ts'
import { withFileLock } from './file-lock.ts'
import { IntegrityWatch } from './integrity-watch.ts'
import { openOrQuarantine, prepareFile } from './open-file.ts'
import { withScratchFile } from './scratch.ts'
import { WorkerSqliteDialect } from './sqlite-dialect.ts'
import { SqliteDriver } from './sqlite-driver.ts'
import { storageErrorOf } from './sqlite-failure.ts'
import type { SqliteSettings } from './sqlite-settings.ts'

/**
 * Opens the file, or makes it when there is none. A damaged one is moved into quarantine and reported with
 * DATABASE_CORRUPT, and so is each further try until `resolveQuarantine` was told what to do.
 */
export async function openSqlite(settings: SqliteSettings, clock: Clock, log: Logger): Promise<OpenDatabase> {
  const { file, lockWaitMs = 10_000, checkDelayMs = 5_000, onIntegrity = () => {} } = settings
  const existed = await prepareFile(file)
  const connections = await openOrQuarantine(settings, clock)
  const watchOptions = { file, clock, log, delayMs: checkDelayMs, onReport: onIntegrity }
  const watch = await IntegrityWatch.start(watchOptions, { existed, hasContent: connections.hadContent })
  const gate = new ConnectionGate()
  const scope = new TransactionScope()
  const queries = new QueryListeners()
  const translate = (error: unknown): unknown => {
    const translated = storageErrorOf(error, file)
    if (isStorageError(translated, 'DATABASE_CORRUPT')) watch.damageMet()
    return translated
  }
  const driver = new ObservedDriver(new SqliteDriver(connections, lockWaitMs), { gate, scope, queries, translate })
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
    close: () =>
      gate.close(async () => {
        try {
          await connections.close()
        } finally {
          await watch.stop()
        }
      }),
    withMigrationLock: (work) => withFileLock(`${file}.migration-lock`, work),
    withSchemaChanges: (work) => withoutForeignKeys(db, work),
    withScratch: withScratchFile,
    copy: (folder, label) => copyDatabase(file, folder, label),
  }
}

/** Tables may be rebuilt then; the rows' references are checked before the change is committed. */
async function withoutForeignKeys<T>(db: DatabaseHandle, work: () => Promise<T>): Promise<T> {
  await sql`pragma foreign_keys = off`.execute(db)
  try {
    return await work()
  } finally {
    await sql`pragma foreign_keys = on`.execute(db)
  }
}
