import type { RateLimitState } from '#main/platform/call-effects.ts'
import type { Clock } from '#main/platform/clock.ts'

/** So many calls in so many seconds. */
export interface RateWindow {
  readonly limit: number
  readonly seconds: number
}

/** Counts calls per key in several windows at once; a call counts only when every window has room. */
export interface RateLimiter {
  take(key: string, windows: readonly RateWindow[]): Promise<RateLimitState & { readonly allowed: boolean }>
}

interface Counter {
  startMs: number
  count: number
  previous: number
}

const keysAtMost = 50_000

/**
 * Sliding windows in memory: the count of the window before fades out while the present one fills, so that no burst
 * passes at a boundary. The least recently used keys are forgotten when there are too many.
 */
export class MemoryRateLimiter implements RateLimiter {
  readonly #clock: Clock
  readonly #counters = new Map<string, Counter>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  take(key: string, windows: readonly RateWindow[]): ReturnType<RateLimiter['take']> {
    const nowMs = this.#clock.monotonicMs()
    const looked = windows.map((window) => {
      const counter = this.#counter(`${key}|${window.seconds}`, window, nowMs)
      return { counter, state: stateOf(counter, window, nowMs) }
    })
    const allowed = looked.every(({ state }) => state.retryAfterSeconds === 0)
    if (allowed) for (const { counter } of looked) counter.count += 1
    return Promise.resolve({
      allowed,
      ...tightest(
        looked.map(({ state }) => state),
        allowed,
      ),
    })
  }

  #counter(key: string, window: RateWindow, nowMs: number): Counter {
    const lengthMs = window.seconds * 1000
    const known = this.#counters.get(key) ?? { startMs: nowMs, count: 0, previous: 0 }
    const passed = Math.floor((nowMs - known.startMs) / lengthMs)
    if (passed > 0) {
      known.previous = passed === 1 ? known.count : 0
      known.count = 0
      known.startMs += passed * lengthMs
    }
    this.#counters.delete(key)
    this.#counters.set(key, known)
    const [oldest] = this.#counters.keys()
    if (this.#counters.size > keysAtMost && oldest !== undefined) this.#counters.delete(oldest)
    return known
  }
}

function stateOf({ startMs, count, previous }: Counter, { limit, seconds }: RateWindow, nowMs: number): RateLimitState {
  const lengthMs = seconds * 1000
  const elapsedMs = nowMs - startMs
  const used = count + previous * (1 - elapsedMs / lengthMs)
  const free = limit - used
  const roomAtMs =
    count < limit ? lengthMs * (1 - (limit - 1 - count) / Math.max(previous, 1)) : lengthMs * (2 - (limit - 1) / count)
  const waitMs = free >= 1 ? 0 : Math.max(roomAtMs - elapsedMs, 1)
  return {
    limit,
    remaining: Math.max(0, Math.floor(free)),
    retryAfterSeconds: Math.ceil(waitMs / 1000),
    resetSeconds: Math.ceil((lengthMs - elapsedMs) / 1000),
  }
}

/** The window a caller should know about: the one that refuses longest, else the one with the least room. */
function tightest(states: readonly RateLimitState[], allowed: boolean): RateLimitState {
  const unlimited = { limit: 0, remaining: 0, retryAfterSeconds: 0, resetSeconds: 0 }
  const [first = unlimited, ...others] = states
  const chosen = others.reduce(
    (best, state) =>
      state.retryAfterSeconds > best.retryAfterSeconds ||
      (state.retryAfterSeconds === best.retryAfterSeconds && state.remaining < best.remaining)
        ? state
        : best,
    first,
  )
  return allowed ? { ...chosen, remaining: Math.max(0, chosen.remaining - 1) } : { ...chosen, remaining: 0 }
}
