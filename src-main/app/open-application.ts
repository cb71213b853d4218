import { createBackupEngine, type KeepAwake } from '#main/features/backup/index.ts'
import type { StartAtSignIn } from '#main/features/settings/index.ts'
import { type Clock, systemClock } from '#main/platform/clock.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { ownDataFolder } from '#main/platform/data-folder-lock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { createLog, type LogOptions } from '#main/platform/log/create-log.ts'
import type { Logger } from '#main/platform/logger.ts'
import { nodeIdentity } from '#main/platform/node-identity.ts'
import { type DataFolderPaths, dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import { DatabaseTaskQueue, type DatabaseTaskQueueOptions } from '#main/storage/adapters/queue/index.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { HostKind, SystemInfo } from '#shared/features/system/contract.ts'
import type { AppPorts } from './app-ports.ts'
import { logFileOf, logOptionsOf, sessionLimitsOf, siteOf } from './configured-parts.ts'
import { type Application, createApp } from './create-app.ts'
import { LiveConfig } from './live-config.ts'
import { answerOwnerCalls } from './owner-calls.ts'
import { signInRulesOnly, standardRules } from './rate-limit/rate-rules.ts'

/** What a host says about itself and how it was called. */
export interface OpenOptions {
  readonly host: HostKind
  readonly programVersion: string
  /** What `--data` named; the default folder of the machine unless told. */
  readonly dataFolder?: string
  /** Flags of the command line by the key of the setting, such as `server.port`. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly processEnvironment?: Readonly<Record<string, string | undefined>>
  /** Where log lines go besides the file; `split` unless told. */
  readonly logStreams?: LogOptions['streams']
  readonly demo?: boolean
  readonly secrets: SecretStore
  readonly keepAwake?: KeepAwake
  readonly startAtSignIn?: StartAtSignIn
  readonly clock?: Clock
}

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

/** Opens a data folder: settings, log, lock, database (brought up to date), features; nothing is left when it fails. */
export async function openApplication(options: OpenOptions): Promise<OpenedApplication> {
  const paths = dataFolderPaths(dataFolderOf(options.dataFolder))
  const config = await LiveConfig.load({
    dataFolder: paths.dataFolder,
    flags: options.flags ?? {},
    processEnvironment: options.processEnvironment ?? process.env,
  })
  const { logger: log } = createLog(logOptionsOf(config.values, paths, options.logStreams ?? 'split'))
  for (const { key, place } of config.ignored) log.warning('a setting has no effect there', { key, place })
  const owner = new Owner('kuraban', { log, limitMs: 20_000 })
  try {
    const app = await start(options, { config, paths, log, owner })
    return { app, config: () => config.values, paths, log, close: () => owner.stop() }
  } catch (error) {
    await owner.stop()
    throw error
  }
}

interface Parts {
  readonly config: LiveConfig
  readonly paths: DataFolderPaths
  readonly log: Logger
  readonly owner: Owner
}

async function start(options: OpenOptions, parts: Parts): Promise<Application> {
  const { config, paths, log, owner } = parts
  const ownership = await ownDataFolder(paths.dataFolder)
  owner.own('data folder', () => ownership.release())
  const { storage, isDamaged } = await openDatabase(options, parts)
  owner.own('database', () => storage.close())
  const app = createApp(await appPorts(options, parts, storage, isDamaged))
  owner.own('application', () => app.stop())
  await app.start()
  ownership.serve(answerOwnerCalls(app))
  log.info('started', { host: options.host, version: options.programVersion, environment: config.values.environment })
  return app
}

async function openDatabase(
  { programVersion, clock = systemClock }: OpenOptions,
  { config, paths, log }: Parts,
): Promise<{ storage: Storage; isDamaged: () => boolean }> {
  let damaged = false
  const onIntegrity = ({ findings }: { readonly findings: readonly string[] }) => {
    damaged = findings.length > 0
  }
  const surroundings = { paths, clock, log, programVersion, onIntegrity }
  const storage = await openStorage(await configuredStorage(config.values, surroundings))
  return { storage, isDamaged: () => damaged }
}

async function appPorts(
  options: OpenOptions,
  parts: Parts,
  storage: Storage,
  isDegraded: () => boolean,
): Promise<AppPorts> {
  const { config, paths, log } = parts
  const { clock = systemClock, programVersion, keepAwake, startAtSignIn } = options
  const { values } = config
  const events = new InProcessEventBus({ clock, log })
  const nodeName = await nodeIdentity(paths, values['node.id'])
  const startedAt = clock.now().toISOString()
  return {
    storage,
    queue: createQueue(values, { storage, events, clock, log, node: nodeName }),
    clock,
    events,
    log,
    secrets: options.secrets,
    settings: config,
    engine: createBackupEngine({ programVersion }),
    nodeName,
    sessionLimits: () => sessionLimitsOf(config.values),
    info: () => systemInfo(options, parts, storage, startedAt),
    site: () => siteOf(config.values),
    renameSite: (name) => config.update([{ key: 'site.name', value: name }]),
    places: {
      dataFolder: paths.dataFolder,
      settingsFile: paths.settingsFile,
      logFile: logFileOf(values, paths),
    },
    rateRules: values['rateLimit.enabled'] ? standardRules : signInRulesOnly,
    isDegraded,
    ...(keepAwake === undefined ? {} : { keepAwake }),
    ...(startAtSignIn === undefined ? {} : { startAtSignIn }),
  }
}

function createQueue(
  config: ConfigValues,
  parts: Pick<DatabaseTaskQueueOptions, 'storage' | 'events' | 'clock' | 'log' | 'node'>,
): DatabaseTaskQueue {
  return new DatabaseTaskQueue({
    ...parts,
    concurrency: config['queue.concurrency'],
    limit: config['queue.limit'],
    keepDays: config['queue.keepDays'],
  })
}

function systemInfo(
  { host, programVersion, demo = false }: OpenOptions,
  { config, paths }: Parts,
  storage: Storage,
  startedAt: string,
): SystemInfo {
  const { engine, engineVersion, location } = storage.status()
  const { siteName, environment } = siteOf(config.values)
  return {
    version: programVersion,
    environment,
    siteName,
    host,
    demo,
    dataFolder: paths.dataFolder,
    database: { engine, version: engineVersion, location },
    platform: `${process.platform} ${process.arch}`,
    runtime: `Node.js ${process.versions.node}`,
    timeZone: config.values.timeZone,
    startedAt,
  }
}
