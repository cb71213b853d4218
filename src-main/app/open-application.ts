import { systemClock } from '#main/platform/clock.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { ownDataFolder } from '#main/platform/data-folder-lock.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { createLog, type LogStream } from '#main/platform/log/create-log.ts'
import { LogKeeper } from '#main/platform/log/log-keeper.ts'
import type { Logger } from '#main/platform/logger.ts'
import { type DataFolderPaths, dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import { connectRedis, type RedisConnection } from '#main/platform/redis-connection.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import { assemblePorts, type OpenedStorage } from './assemble-ports.ts'
import { logOptionsOf } from './configured-parts.ts'
import { openConfiguredSecrets } from './configured-secrets.ts'
import { type Application, createApp } from './create-app.ts'
import { LiveConfig } from './live-config.ts'
import type { OpenOptions } from './open-options.ts'
import { answerOwnerCalls } from './owner-calls.ts'

export type { OpenOptions } from './open-options.ts'

/** The application on its data folder, started. */
export interface OpenedApplication {
  readonly app: Application
  /** Settings as they are at this moment. */
  readonly config: () => ConfigValues
  readonly paths: DataFolderPaths
  readonly log: Logger
  /** Stops everything in reverse order and gives the data folder back. */
  close(): Promise<void>
}

interface Parts {
  readonly options: OpenOptions
  readonly config: LiveConfig
  readonly paths: DataFolderPaths
  readonly log: Logger
  readonly logStream: LogStream
  readonly hide: (secret: string) => void
  readonly owner: Owner
}

/** Opens a data folder: settings, lock, log, database (brought up to date), features. Nothing is left when it fails. */
export async function openApplication(options: OpenOptions): Promise<OpenedApplication> {
  const paths = dataFolderPaths(dataFolderOf(options.dataFolder))
  const { flags = {}, processEnvironment = process.env, logStreams = 'split' } = options
  const config = await LiveConfig.load({ dataFolder: paths.dataFolder, flags, processEnvironment })
  const ownership = await ownDataFolder(paths.dataFolder)
  const logOptions = logOptionsOf(config.values, paths, logStreams)
  const logStream = createLog(logOptions)
  const { logger: log, hide } = logStream
  for (const { key, place } of config.ignored) log.warning('a setting has no effect there', { key, place })
  const owner = new Owner('kuraban', { log, limitMs: 20_000 })
  owner.own('log', () => logStream.close())
  owner.own('data folder', () => ownership.release())
  if (logOptions.file !== undefined) new LogKeeper(logOptions.file, log).start(owner)
  try {
    const app = await start({ options, config, paths, log, logStream, hide, owner })
    ownership.serve(answerOwnerCalls(app))
    log.info('started', { host: options.host, version: options.programVersion })
    return { app, config: () => config.values, paths, log, close: () => owner.stop() }
  } catch (error) {
    await owner.stop()
    throw error
  }
}

async function start(parts: Parts): Promise<Application> {
  const { options, config, paths, log, logStream, owner } = parts
  const [opened, secrets] = await Promise.all([openDatabase(parts), options.secrets ?? openSecrets(parts)])
  const app = createApp(
    await assemblePorts({ options, config, paths, log, opened, secrets, logStream, redis: openRedis(parts) }),
  )
  owner.own('application', () => app.stop())
  await app.start()
  return app
}

function openRedis({ config, log, owner }: Parts): RedisConnection | null {
  const url = config.values['redis.url']
  if (url === '') return null
  const redis = connectRedis(url, log)
  owner.own('redis', () => redis.close())
  return redis
}

async function openDatabase({ options, config, paths, log, owner }: Parts): Promise<OpenedStorage> {
  const { programVersion, clock = systemClock } = options
  let damaged = false
  const onIntegrity = ({ findings }: { readonly findings: readonly string[] }) => {
    damaged = findings.length > 0
  }
  const surroundings = { paths, clock, log, programVersion, onIntegrity }
  const storage = await openStorage(await configuredStorage(config.values, surroundings))
  owner.own('database', () => storage.close())
  return { storage, isDamaged: () => damaged }
}

function openSecrets({ options, config, paths, log, hide }: Parts): Promise<ManagedSecretStore> {
  const { processEnvironment = process.env, safeStorage } = options
  return openConfiguredSecrets({ config: config.values, paths, processEnvironment, log, hide, safeStorage })
}
