/** Time as the program sees it; tests hand in their own. */
export interface Clock {
  /** Wall-clock time. */
  now(): Date
  /** Milliseconds of a clock that never jumps, for measuring and for deadlines. */
  monotonicMs(): number
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}
