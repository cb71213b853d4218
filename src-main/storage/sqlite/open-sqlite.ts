import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Clock } from '#main/platform/clock.ts'
import type { Logger } from '#main/platform/logger.ts'
import { ConnectionGate } from '../connection-gate.ts'
import { createDatabaseHandle, runTransaction } from '../database-handle.ts'
import { QueryListeners } from '../executed-query.ts'
import { ObservedDriver } from '../observed-driver.ts'
import type { OpenDatabase } from '../open-database.ts'
import type { DatabaseHandle } from '../storage.ts'
import { isStorageError, StorageError } from '../storage-error.ts'
import { TransactionScope } from '../transaction-scope.ts'
import { copyDatabase } from './copy-database.ts'
import { readState } from './database-state.ts'
import { withFileLock } from './file-lock.ts'
import { type IntegrityReport, IntegrityWatch } from './integrity-watch.ts'
import { refuseNetworkFolder } from './network-folder.ts'
import { quarantine, refuseToReplace } from './quarantine.ts'
import { SqliteConnections } from './sqlite-connections.ts'
import { WorkerSqliteDialect } from './sqlite-dialect.ts'
import { SqliteDriver } from './sqlite-driver.ts'
import { storageErrorOf } from './sqlite-failure.ts'
import { whileBusy } from './while-busy.ts'

export interface SqliteSettings {
  readonly engine: 'sqlite'
  readonly file: string
  /** Readers beside the writer. Default 4; they are opened when they are needed. */
  readonly maximumReaders?: number
  /** Longest wait for another change, of this program or another one. Default 10,000. */
  readonly lockWaitMs?: number
  /** The check of the file waits this long after opening. Default 5,000. */
  readonly checkDelayMs?: number
  /** Hears the result of each check. */
  readonly onIntegrity?: (report: IntegrityReport) => void
}

/** Versions before this one may damage a write-ahead log when it is reset. */
const requiredVersion = '3.51.3'

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
        await connections.close()
        await watch.stop()
      }),
    withMigrationLock: (work) => withFileLock(`${file}.migration-lock`, work),
    withSchemaChanges: (work) => withoutForeignKeys(db, work),
    withScratch,
    copy: (folder, label) => copyDatabase(file, folder, label),
  }
}

/** Makes the file, for its owner's eyes only, unless it is there already; resolves with whether it was. */
async function prepareFile(file: string): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await refuseNetworkFolder(file)
    await refuseToReplace(file)
    await writeFile(file, '', { flag: 'ax', mode: 0o600 })
    return false
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return true
    if (error instanceof StorageError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StorageError('DATABASE_CANNOT_OPEN', { location: file, reason }, { cause: error })
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function openOrQuarantine(settings: SqliteSettings, clock: Clock): Promise<SqliteConnections> {
  const { file } = settings
  const findings = await findingsBeforeOpening(file)
  if (findings.length > 0) throw await quarantine(file, findings, clock)
  try {
    return await openConnections(settings)
  } catch (error) {
    const translated = storageErrorOf(error, file)
    if (isStorageError(translated, 'DATABASE_CORRUPT')) throw await quarantine(file, translated.detail.findings, clock)
    throw translated
  }
}

async function findingsBeforeOpening(file: string): Promise<readonly string[]> {
  const { findings, hasContent } = await readState(file)
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  )
  return size === 0 && hasContent ? ['the file has no bytes'] : findings
}

async function openConnections({
  file,
  maximumReaders = 4,
  lockWaitMs = 10_000,
}: SqliteSettings): Promise<SqliteConnections> {
  // Another program may be making the file or mending its log at this moment.
  const connections = await whileBusy(lockWaitMs, () =>
    SqliteConnections.open({ file, maximumReaders, writerWaitMs: lockWaitMs }),
  )
  const version = connections.engineVersion
  if (version.localeCompare(requiredVersion, 'en', { numeric: true }) >= 0) return connections
  await connections.close()
  throw new StorageError('DATABASE_ENGINE_TOO_OLD', { location: file, version, required: requiredVersion })
}

async function withScratch<T>(work: (db: DatabaseHandle) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-scratch-'))
  const file = path.join(folder, 'scratch.db')
  const connections = await SqliteConnections.open({ file, maximumReaders: 1, writerWaitMs: 1_000 })
  try {
    return await work(createDatabaseHandle(new WorkerSqliteDialect(new SqliteDriver(connections, 1_000))))
  } finally {
    await connections.close()
    await rm(folder, { recursive: true, force: true })
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
