import { hostname } from 'node:os'
import { join } from 'node:path'
import type { ShippingSettings } from '#main/features/logs/index.ts'
import type { MailSettings } from '#main/features/notifications/index.ts'
import type { SecuritySettings, SessionLimits } from '#main/features/security/index.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { minuteMs } from '#main/platform/durations.ts'
import type { LogOptions } from '#main/platform/log/create-log.ts'
import type { DataFolderPaths } from '#main/platform/paths.ts'
import type { HostKind } from '#shared/features/system/contract.ts'
import type { MonitoringSettings, Site } from './app-ports.ts'

/** The file the log is written to, or null when it goes to the standard streams only. */
export function logFileOf(config: ConfigValues, paths: DataFolderPaths): string | null {
  if (!config['log.toFile']) return null
  return config['log.file'] === '' ? paths.logFile : config['log.file']
}

export function logOptionsOf(config: ConfigValues, paths: DataFolderPaths, streams: LogOptions['streams']): LogOptions {
  const file = logFileOf(config, paths)
  return {
    level: config['log.level'],
    environment: config.environment,
    streams,
    ...(file === null ? {} : { file: logFileSettings(config, file) }),
  }
}

function logFileSettings(config: ConfigValues, path: string): NonNullable<LogOptions['file']> {
  return {
    path,
    maximumBytes: config['log.fileSizeMegabytes'] * 1_000_000,
    count: config['log.fileCount'],
    keepDays: config['log.keepDays'],
    mode: config['log.fileMode'] === '0640' ? 0o640 : 0o600,
  }
}

export function logShippingOf(config: ConfigValues): ShippingSettings {
  return {
    environment: config.environment,
    syslog: config['log.syslog'],
    otlp: config['log.otlp'],
    otlpAuthorization: config['log.otlpAuthorization'],
    caFile: config['log.shippingCaFile'],
  }
}

export function sessionLimitsOf(config: ConfigValues): SessionLimits {
  return {
    idleMs: config['session.idleMinutes'] * minuteMs,
    absoluteMs: config['session.absoluteHours'] * 60 * minuteMs,
    warnBeforeMs: 2 * minuteMs,
    stepUpMs: config['session.stepUpMinutes'] * minuteMs,
  }
}

export function securitySettingsOf(config: ConfigValues, { dataFolder }: DataFolderPaths): SecuritySettings {
  return {
    environment: config.environment,
    timeZone: config.timeZone,
    twoFactorIssuer: config['twoFactor.issuer'],
    twoFactorRequiredRoles: config['twoFactor.requiredRoles'],
    approvalsRequired: config['approvals.required'],
    developmentSignIn: config['signIn.development'],
    passwordBlockListFile: config['password.blockListFile'],
    publicUrl: config['server.publicUrl'],
    audit: {
      keepDays: config['audit.keepDays'],
      checkpointFile: config['audit.checkpointFile'] || join(dataFolder, 'audit-checkpoints.jsonl'),
      syslog: config['audit.syslog'],
      webhook: config['audit.webhook'],
      webhookAllowInside: config['audit.webhookAllowInside'],
      caFile: config['audit.caFile'],
    },
    singleSignOn: {
      providers: config['singleSignOn.providers'],
      clientSecrets: Object.fromEntries(config['singleSignOn.clientSecrets'].map(({ id, secret }) => [id, secret])),
    },
  }
}

/** Only a server that listens beyond loopback can be reached over a network. */
export function exposureOf(config: ConfigValues, host: HostKind): { isNetworked: boolean; areCallsLimited: boolean } {
  const isLoopback = /^(127\.|::1$|localhost$)/.test(config['server.host'])
  return { isNetworked: host === 'server' && !isLoopback, areCallsLimited: config['rateLimit.enabled'] }
}

export function mailSettingsOf(config: ConfigValues): MailSettings {
  return {
    host: config['mail.host'],
    port: config['mail.port'],
    encryption: config['mail.encryption'],
    user: config['mail.user'],
    password: config['mail.password'],
    from: config['mail.from'],
    caFile: config['mail.caFile'],
  }
}

export function monitoringSettingsOf(config: ConfigValues): MonitoringSettings {
  return {
    collectSeconds: config['monitoring.collectSeconds'],
    metricsOpenTo: config['metrics.openTo'],
    alertKeepDays: config['monitoring.alertKeepDays'],
  }
}

/** A site without a name goes by the name of its machine. */
export function siteOf(config: ConfigValues): Site {
  const { environment, language } = config
  return { siteName: config['site.name'] || hostname(), environment, language }
}
