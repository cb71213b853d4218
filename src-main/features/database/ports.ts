import type { Clock } from '#main/platform/clock.ts'
import type { Storage } from '#main/storage/storage.ts'

/** What the insight needs of the program. */
export interface DatabaseInsightPorts {
  readonly storage: Pick<Storage, 'engine' | 'db' | 'transaction' | 'status' | 'onQuery'>
  readonly clock: Clock
  /** From this duration on a query counts as slow, as in the log. Default 100. */
  readonly slowQueryMs?: number
}
