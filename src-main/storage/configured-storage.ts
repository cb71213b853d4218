import { readFile } from 'node:fs/promises'
import type { ConfigKey, ConfigValues } from '#main/platform/config/index.ts'
import type { DataFolderPaths } from '#main/platform/paths.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { StorageOptions } from './open-storage.ts'
import type { PostgresSettings, TlsSettings } from './postgres/postgres-settings.ts'
import type { IntegrityReport } from './sqlite/integrity-watch.ts'
import type { SqliteSettings } from './sqlite/sqlite-settings.ts'

/** What opening the database needs beside the settings. */
export interface StorageSurroundings extends Pick<StorageOptions, 'clock' | 'log' | 'programVersion'> {
  readonly paths: DataFolderPaths
  /** Hears what each check of the SQLite file found. */
  readonly onIntegrity?: (report: IntegrityReport) => void
}

/**
 * The options for `openStorage` that the program's settings ask for: PostgreSQL where an address is set, else SQLite
 * in the data folder. Fails with CONFIG_INVALID when a certificate's file cannot be read.
 */
export async function configuredStorage(
  config: ConfigValues,
  { paths, clock, log, programVersion, onIntegrity }: StorageSurroundings,
): Promise<StorageOptions> {
  const database =
    config['database.url'] === '' ? sqliteSettings(config, paths, onIntegrity) : await postgresSettings(config)
  return {
    database,
    copiesFolder: paths.copiesFolder,
    programVersion,
    clock,
    log,
    slowQueryMs: config['database.slowQueryMs'],
    echoQueries: config.debug && config.environment === 'development',
  }
}

function sqliteSettings(
  config: ConfigValues,
  { databaseFile }: DataFolderPaths,
  onIntegrity: StorageSurroundings['onIntegrity'],
): SqliteSettings {
  return {
    engine: 'sqlite',
    file: databaseFile,
    maximumReaders: config['database.readers'],
    lockWaitMs: config['database.lockWaitSeconds'] * 1_000,
    ...(onIntegrity === undefined ? {} : { onIntegrity }),
  }
}

async function postgresSettings(config: ConfigValues): Promise<PostgresSettings> {
  return {
    engine: 'postgres',
    url: config['database.url'],
    applicationName: config['database.applicationName'],
    pool: {
      size: config['database.poolSize'],
      overflow: config['database.poolOverflow'],
      recycleMs: config['database.poolRecycleSeconds'] * 1_000,
      acquireTimeoutMs: config['database.acquireTimeoutSeconds'] * 1_000,
      statementTimeoutMs: config['database.statementTimeoutSeconds'] * 1_000,
      prePingAfterMs: config['database.prePingAfterSeconds'] * 1_000,
    },
    ...(config['database.tls'] ? { tls: await tlsSettings(config) } : {}),
  }
}

async function tlsSettings(config: ConfigValues): Promise<TlsSettings> {
  const certificateAuthority = await pemOf(config, 'database.tlsCertificateAuthorityFile')
  const certificate = await pemOf(config, 'database.tlsCertificateFile')
  const key = await pemOf(config, 'database.tlsKeyFile')
  const serverName = config['database.tlsServerName']
  return {
    ...(certificateAuthority === null ? {} : { certificateAuthority }),
    ...(certificate === null ? {} : { certificate }),
    ...(key === null ? {} : { key }),
    ...(serverName === '' ? {} : { serverName }),
  }
}

type FileKey = Extract<ConfigKey, `database.tls${string}File`>

async function pemOf(config: ConfigValues, key: FileKey): Promise<string | null> {
  const file = config[key]
  if (file === '') return null
  return readFile(file, 'utf8').catch((cause: unknown) => {
    const origin = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('CONFIG_INVALID', { key, value: file, allowed: 'a readable file in PEM', origin }, { cause })
  })
}
