import { type Clock, systemClock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { type Logger, silentLogger } from '#main/platform/logger.ts'
import type { Storage } from '../../storage.ts'

/** What the queue needs and how wide it is. */
export interface DatabaseTaskQueueOptions {
  readonly storage: Storage
  readonly events: EventBus
  /** Name of this node, the same after a restart. */
  readonly node: string
  readonly clock?: Clock
  readonly log?: Logger
  /** Tasks of one queue at the same time; 2 unless told. */
  readonly concurrency?: number
  readonly concurrencyOf?: Readonly<Record<string, number>>
  /** Tasks that may wait in one queue; 10,000 unless told. */
  readonly limit?: number
  /** How long ended tasks are kept; 30 days unless told. */
  readonly keepDays?: number
  /** How long `stop` waits for handlers; 8 s unless told. What still runs then counts as interrupted at the next start. */
  readonly stopLimitMs?: number
  /** How often nodes that share a database look at each other; 10 s unless told. A node silent for six times that is dead. */
  readonly heartbeatMs?: number
}

export type QueueSettings = Required<DatabaseTaskQueueOptions>

export function queueSettings(options: DatabaseTaskQueueOptions): QueueSettings {
  const defaults = { clock: systemClock, log: silentLogger, concurrency: 2, concurrencyOf: {}, limit: 10_000 }
  return { ...defaults, keepDays: 30, stopLimitMs: 8000, heartbeatMs: 10_000, ...options }
}
