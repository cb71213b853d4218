import type { Redis } from 'ioredis'
import type { AuditTrail } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { ColumnCipher } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { LogStream } from '#main/platform/log/create-log.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { MetricSources } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { SampleSink } from '../sample-sink.ts'
import type { HostReader } from './host/host-figures.ts'

/** What is set about collecting, as it is at this moment. */
export interface CollectionSettings {
  readonly intervalSeconds: number
}

/** What collecting needs of the program. */
export interface CollectionPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction' | 'engine' | 'status' | 'onQuery'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly nodeName: string
  readonly programVersion: string
  readonly cipher: ColumnCipher
  readonly audit: Pick<AuditTrail, 'record'>
  /** The figures of the program, which its other features fill as well. */
  readonly metrics: MetricSources
  readonly sink: SampleSink
  readonly settings: () => CollectionSettings
  readonly redis?: Redis
  /** The log as it is written; its lines are not counted without it. */
  readonly logStream?: LogStream
  /** Share of the last 24 hours in which checks were up, by their names; nothing is told without it. */
  readonly availability?: () => Promise<ReadonlyMap<string, number>>
  /** Looks at the machine; this one unless told. */
  readonly host?: HostReader
}
