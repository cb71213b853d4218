import type { Mailer } from '#main/features/notifications/index.ts'
import type { AuditTrail, Holder } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { ColumnCipher } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { MetricRegistry } from '#main/platform/metrics/index.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Language } from '#shared/contract/identifiers.ts'

/** What alerting needs of the program. */
export interface AlertingPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly queue: Pick<TaskQueue, 'define' | 'enqueue'>
  readonly cipher: ColumnCipher
  readonly audit: Pick<AuditTrail, 'record'>
  readonly mailer: Mailer
  readonly metrics: Pick<MetricRegistry, 'add' | 'replace'>
  /** People whom an alert may be given to: those who may handle alerts. */
  readonly handlers: () => Promise<Holder[]>
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: Language }
  /** IANA name of the site's time zone. */
  readonly timeZone: () => string
  /** Address by which people open the program, without a slash at its end; empty where there is none. */
  readonly externalUrl: () => string
  /** How long alerts that have ended and messages are kept. */
  readonly retentionDays: () => number
}
