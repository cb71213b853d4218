import { systemClock } from '#main/platform/clock.ts'
import { loadConfig } from '#main/platform/config/index.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import type { MigrationRun } from '#main/storage/migrate/migrator.ts'
import type { OpenDatabase } from '#main/storage/open-database.ts'
import { migrationRun, openDatabase, type StorageOptions } from '#main/storage/open-storage.ts'
import type { Terminal } from '../terminal.ts'
import type { DataFolderFlags } from './data-folder-flags.ts'

/** What the database of a data folder is opened with, as its settings ask. */
export async function storageOf(flags: DataFolderFlags, { environment }: Terminal): Promise<StorageOptions> {
  const paths = dataFolderPaths(dataFolderOf(flags.data))
  const config = await loadConfig({
    dataFolder: paths.dataFolder,
    processEnvironment: environment,
    flags: flags.environment === undefined ? {} : { environment: flags.environment },
  })
  return await configuredStorage(config.values, { paths, clock: systemClock, log: silentLogger, programVersion })
}

/** Opens the database whatever its schema, runs the work and closes it. */
export async function withDatabase<T>(
  options: StorageOptions,
  work: (database: OpenDatabase, run: MigrationRun) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(options)
  try {
    return await work(database, migrationRun(options))
  } finally {
    await database.close()
  }
}
