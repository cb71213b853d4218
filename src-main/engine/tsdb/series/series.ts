import type { Labels } from '../../timeseries/index.ts'

/** A series in memory. Its id is not given to another one while the program runs. */
export interface Series {
  readonly id: number
  readonly labels: Labels
  /** Its first day. */
  readonly createdMs: number
  /** The last day with samples, as far as it is stored. */
  storedLastSeenMs: number
  /** The newest tick with a sample, ends of the series included. */
  lastTickMs: number
  /** Whether it has had samples lately and counts towards the limit. */
  active: boolean
}
