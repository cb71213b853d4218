import type { Redis } from 'ioredis'
import type { BackupFeaturePorts, KeepAwake } from '#main/features/backup/index.ts'
import type { ShippingSettings } from '#main/features/logs/index.ts'
import type { MailSettings } from '#main/features/notifications/index.ts'
import type { PasswordHasher, SecuritySettings, SessionLimits } from '#main/features/security/index.ts'
import type { SettingsSource, StartAtSignIn } from '#main/features/settings/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { LogStream } from '#main/platform/log/create-log.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { SystemInfo } from '#shared/features/system/contract.ts'
import type { ObservedCall } from './api/api-middleware.ts'
import type { RateRules } from './rate-limit/rate-rules.ts'

/** What pages know of the site before anybody has signed in. */
export interface Site {
  readonly siteName: string
  readonly environment: string
  readonly language: Language
}

/** How often figures are collected, and who may read them without a right. */
export interface MonitoringSettings {
  readonly collectSeconds: number
  /** Networks in CIDR form. */
  readonly metricsOpenTo: readonly string[]
  /** How long alerts that have ended are kept. */
  readonly alertKeepDays: number
}

/** Everything that differs between hosts, machines and tests. */
export interface AppPorts {
  readonly storage: Storage
  readonly queue: TaskQueue
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly secrets: ManagedSecretStore
  readonly settings: SettingsSource
  readonly engine: BackupFeaturePorts['engine']
  readonly nodeName: string
  readonly sessionLimits: () => SessionLimits
  readonly securitySettings: () => SecuritySettings
  readonly mailSettings: () => MailSettings
  readonly info: () => SystemInfo
  readonly site: () => Site
  readonly renameSite: (name: string) => Promise<void>
  readonly places: { readonly dataFolder: string; readonly settingsFile: string; readonly logFile: string | null }
  /** The log as it is written, for those who look at it. */
  readonly logStream?: LogStream
  /** Where the log is sent to besides its files; nowhere without it. */
  readonly logShipping?: () => ShippingSettings
  /** From this duration on a query of the database counts as slow; 100 without it. */
  readonly slowQueryMs?: number
  /** What is set about figures; the usual without it. */
  readonly monitoringSettings?: () => MonitoringSettings
  /** Whether this process watches the site; one that only carries out a command does not. */
  readonly watches?: boolean
  readonly keepAwake?: KeepAwake
  readonly startAtSignIn?: StartAtSignIn
  readonly rateRules: () => RateRules
  /** How open the program stands to a network, for its own checks. */
  readonly exposure: () => { readonly isNetworked: boolean; readonly areCallsLimited: boolean }
  /** Counts for all nodes together; each counts for itself without it. */
  readonly redis?: Redis
  /** Whether something the program needs is not well, for whoever watches it. */
  readonly isDegraded?: () => boolean
  readonly observe?: (call: ObservedCall) => void
  readonly hasher?: PasswordHasher
  readonly wait?: (ms: number) => Promise<void>
}
