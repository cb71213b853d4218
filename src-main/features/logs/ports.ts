import type { AuditTrail } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { LogStream } from '#main/platform/log/create-log.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { LogIndexClient } from '#main/storage/adapters/log-index/index.ts'
import type { Storage } from '#main/storage/storage.ts'

/** Where lines are sent to besides the files; an empty address is off. */
export interface ShippingSettings {
  readonly environment: string
  /** `udp://`, `tcp://` or `tls://`. */
  readonly syslog: string
  /** Address of a collector of OpenTelemetry; `/v1/logs` is added where there is no path. */
  readonly otlp: string
  /** Value of the authorization header for it. */
  readonly otlpAuthorization: string
  readonly caFile: string
}

/** What the feature needs of the program. */
export interface LogsPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly audit: Pick<AuditTrail, 'record'>
  readonly clock: Clock
  readonly log: Logger
  /** The lines of this program as they are written; null where none can be heard. */
  readonly stream: LogStream | null
  readonly places: { readonly dataFolder: string; readonly logFile: string | null }
  /** What the program is and runs on, and its settings without secrets, for a support bundle. */
  readonly about: () => object
  readonly settings: () => object
  readonly shipping: () => ShippingSettings
}

/** The ports of what searches. */
export type SearchPorts = Pick<LogsPorts, 'clock' | 'stream' | 'places'> & { readonly index: LogIndexClient }

/** The ports of what makes support bundles. */
export type BundlePorts = Pick<LogsPorts, 'clock' | 'places' | 'about' | 'settings'> & {
  readonly index: Pick<LogIndexClient, 'ask'>
  readonly redact: (text: string) => string
}
