import type { LineInWords } from '#main/engine/logs/index.ts'

/** Where lines are shipped to. */
export interface LogDestination {
  readonly kind: 'syslog' | 'otlp'
  /** As people may see it: without anything secret. */
  readonly place: string
  /** Hands over the lines in their order; rejects unless all have been taken. */
  deliver(lines: readonly LineInWords[]): Promise<void>
}

export const deliveryLimitMs = 10_000
