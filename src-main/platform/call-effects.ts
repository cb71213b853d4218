import type { CallContext } from './caller.ts'

/** State of the tightest window a call was counted in. */
export interface RateLimitState {
  readonly limit: number
  readonly remaining: number
  /** Seconds until the window has room again; 0 while it has. */
  readonly retryAfterSeconds: number
  readonly resetSeconds: number
}

/** What a host does with an answer besides sending it. */
export interface CallEffects {
  /** Remembers the token of a session that begins or goes on under a new token: a cookie, or the host's own memory. */
  keepSession(token: string, expiresAt: Date): void
  forgetSession(): void
  reportRateLimit(state: RateLimitState): void
}

/** What a host hands in with every call. */
export interface ApiContext extends CallContext {
  readonly effects: CallEffects
}
