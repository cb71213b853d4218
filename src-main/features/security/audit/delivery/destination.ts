/** Where signed states of the record go, away from the database. */
export interface CheckpointDestination {
  readonly kind: 'file' | 'syslog' | 'webhook'
  /** As people may see it: without anything secret. */
  readonly place: string
  /** Hands over the lines, one JSON object each, in their order; rejects unless all have been taken. */
  deliver(lines: readonly string[]): Promise<void>
}

export const deliveryLimitMs = 10_000
