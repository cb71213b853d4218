export const floodSize = 10_000

/** Where a flood goes, and a token that some of its calls bring. */
export interface Flood {
  readonly port: number
  readonly token: string
}

/** How the requests of a flood were answered; `failures` are those that were not. */
export interface FloodResult {
  readonly statuses: Record<string, number>
  withoutRetryAfter: number
  readonly failures: Record<string, number>
}
