import type { Redis } from 'ioredis'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimitState } from '#main/platform/call-effects.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { RateWindow } from '#main/platform/rate-windows.ts'
import { BoundedKeys } from './bounded-keys.ts'

/** One counter with its windows. */
export interface RateRule {
  readonly key: string
  readonly windows: readonly RateWindow[]
}

/** Counts calls by key in several windows at once; a call counts only when every window of every rule has room. */
export interface RateLimiter {
  take(rules: readonly RateRule[]): Promise<RateLimitState & { readonly allowed: boolean }>
}

interface Taken {
  readonly state: RateLimitState
  readonly giveBack: () => Promise<unknown>
}

type Window = RateWindow & { readonly key: string }

const avoidRedisMs = 1000

/**
 * Windows that begin with the first call of a key, counted in Redis for all nodes, else in memory. While Redis is away or
 * slow each node counts for itself at half the budgets, so that nothing is ever open; it is tried again every second.
 */
export class FlexibleRateLimiter implements RateLimiter {
  readonly #redis: Redis | null
  readonly #clock: Clock
  readonly #inRedis = new Map<string, RateLimiterAbstract>()
  readonly #inMemory = new Map<string, BoundedKeys>()
  #avoidRedisUntilMs = 0

  constructor({ redis = null, clock }: { readonly redis?: Redis | null; readonly clock: Clock }) {
    this.#redis = redis
    this.#clock = clock
  }

  async take(rules: readonly RateRule[]): ReturnType<RateLimiter['take']> {
    const windows = rules.flatMap(({ key, windows: of }) => of.map((window) => ({ ...window, key })))
    const taken = await Promise.all(windows.map((window) => this.#take(window)))
    const states = taken.map(({ state }) => state)
    const allowed = states.every(({ retryAfterSeconds }) => retryAfterSeconds === 0)
    if (!allowed) {
      const counted = taken.filter(({ state }) => state.retryAfterSeconds === 0)
      await Promise.all(counted.map(({ giveBack }) => giveBack()))
    }
    const chosen = tightest(states)
    return { allowed, ...chosen, remaining: allowed ? chosen.remaining : 0 }
  }

  async #take(window: Window): Promise<Taken> {
    if (this.#redis === null) return this.#takeInMemory(window)
    if (this.#clock.monotonicMs() >= this.#avoidRedisUntilMs) {
      const limiter = this.#redisLimiter(this.#redis, window)
      const consumed = await limiter.consume(window.key).catch((error: unknown) => error)
      if (consumed instanceof RateLimiterRes) return taken(window, consumed, limiter)
      this.#avoidRedisUntilMs = this.#clock.monotonicMs() + avoidRedisMs
    }
    return this.#takeInMemory({ ...window, limit: Math.max(1, Math.floor(window.limit / 2)) })
  }

  async #takeInMemory(window: Window): Promise<Taken> {
    const limiter = this.#memoryLimiter(window)
    const consumed = await limiter.consume(window.key)
    return taken(window, consumed, limiter)
  }

  #memoryLimiter({ limit, seconds }: RateWindow): BoundedKeys {
    const name = `${limit}/${seconds}`
    const known = this.#inMemory.get(name)
    if (known !== undefined) return known
    const made = new BoundedKeys(new RateLimiterMemory({ points: limit, duration: seconds }))
    this.#inMemory.set(name, made)
    return made
  }

  #redisLimiter(storeClient: Redis, { limit, seconds }: RateWindow): RateLimiterAbstract {
    const name = `${limit}/${seconds}`
    const known = this.#inRedis.get(name)
    if (known !== undefined) return known
    const options = { storeClient, rejectIfRedisNotReady: true, points: limit, duration: seconds }
    const made = new RateLimiterRedis({ ...options, keyPrefix: `kuraban:rate:${name}` })
    this.#inRedis.set(name, made)
    return made
  }
}

function taken(window: Window, { consumedPoints, msBeforeNext }: RateLimiterRes, limiter: Rewarding): Taken {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  const isFull = consumedPoints > window.limit
  return {
    state: {
      limit: window.limit,
      remaining: Math.max(0, window.limit - consumedPoints),
      retryAfterSeconds: isFull ? seconds : 0,
      resetSeconds: seconds,
    },
    giveBack: () => limiter.reward(window.key).catch(() => null),
  }
}

type Rewarding = Pick<RateLimiterAbstract, 'reward'>

/** The window a caller should know about: the one that refuses longest, else the one with the least room. */
function tightest(states: readonly RateLimitState[]): RateLimitState {
  const unlimited = { limit: 0, remaining: 0, retryAfterSeconds: 0, resetSeconds: 0 }
  const [first = unlimited, ...others] = states
  return others.reduce(
    (best, state) =>
      state.retryAfterSeconds > best.retryAfterSeconds ||
      (state.retryAfterSeconds === best.retryAfterSeconds && state.remaining < best.remaining)
        ? state
        : best,
    first,
  )
}
