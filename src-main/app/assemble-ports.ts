import { createBackupEngine } from '#main/features/backup/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import type { LogStream } from '#main/platform/log/create-log.ts'
import type { Logger } from '#main/platform/logger.ts'
import { nodeIdentity } from '#main/platform/node-identity.ts'
import type { DataFolderPaths } from '#main/platform/paths.ts'
import type { RedisConnection } from '#main/platform/redis-connection.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import { DatabaseTaskQueue, type DatabaseTaskQueueOptions } from '#main/storage/adapters/queue/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { SystemInfo } from '#shared/features/system/contract.ts'
import type { AppPorts } from './app-ports.ts'
import {
  exposureOf,
  logFileOf,
  logShippingOf,
  mailSettingsOf,
  monitoringSettingsOf,
  securitySettingsOf,
  sessionLimitsOf,
  siteOf,
} from './configured-parts.ts'
import type { LiveConfig } from './live-config.ts'
import type { OpenOptions } from './open-options.ts'
import { rateRulesOf } from './rate-limit/rate-rules.ts'

/** The database, and what its checks have found. */
export interface OpenedStorage {
  readonly storage: Storage
  readonly isDamaged: () => boolean
}

/** What was opened on the way to the application. */
export interface OpenedParts {
  readonly options: OpenOptions
  readonly config: LiveConfig
  readonly paths: DataFolderPaths
  readonly log: Logger
  readonly opened: OpenedStorage
  readonly secrets: ManagedSecretStore
  readonly redis: RedisConnection | null
  readonly logStream: LogStream
}

/** Makes the ports of the application from what was opened and what the settings say. */
export async function assemblePorts(parts: OpenedParts): Promise<AppPorts> {
  const { options, config, paths, log, opened, secrets } = parts
  const { storage, isDamaged } = opened
  const { clock = systemClock, programVersion, keepAwake, startAtSignIn } = options
  const { values } = config
  const { dataFolder, settingsFile } = paths
  const events = new InProcessEventBus({ clock, log })
  const nodeName = await nodeIdentity(paths, values['node.id'])
  const startedAt = clock.now().toISOString()
  return {
    ...{ storage, clock, events, log, secrets, nodeName },
    queue: createQueue(values, { storage, events, clock, log, node: nodeName }),
    settings: config,
    engine: createBackupEngine({ programVersion }),
    sessionLimits: () => sessionLimitsOf(config.values),
    securitySettings: () => securitySettingsOf(config.values, paths),
    mailSettings: () => mailSettingsOf(config.values),
    info: () => systemInfo(parts, startedAt),
    site: () => siteOf(config.values),
    renameSite: (name) => config.update([{ key: 'site.name', value: name }]),
    places: { dataFolder, settingsFile, logFile: logFileOf(values, paths) },
    rateRules: () => rateRulesOf(config.values),
    exposure: () => exposureOf(config.values, options.host),
    ...(parts.redis === null ? {} : { redis: parts.redis.client }),
    isDegraded: isDamaged,
    logStream: parts.logStream,
    logShipping: () => logShippingOf(config.values),
    slowQueryMs: values['database.slowQueryMs'],
    monitoringSettings: () => monitoringSettingsOf(config.values),
    watches: options.host !== 'cli',
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

function systemInfo({ options, config, paths, opened }: OpenedParts, startedAt: string): SystemInfo {
  const { host, programVersion, demo = false } = options
  const { engine, engineVersion, location } = opened.storage.status()
  const { siteName, environment } = siteOf(config.values)
  return {
    ...{ environment, siteName, host, demo, startedAt },
    version: programVersion,
    dataFolder: paths.dataFolder,
    database: { engine, version: engineVersion, location },
    platform: `${process.platform} ${process.arch}`,
    runtime: `Node.js ${process.versions.node}`,
    timeZone: config.values.timeZone,
  }
}
