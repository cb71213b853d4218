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
  /**
   * Remembers the token of a session that begins or goes on under a new token: a cookie, or the host's own memory.
   * Answers false where the caller keeps it (a bearer token): then it must stand in the answer.
   */
  keepSession(token: string, expiresAt: Date): boolean
  forgetSession(): void
  /** Keeps what makes this browser or desktop known at the next sign-in; hosts that can keep nothing leave it out. */
  keepDevice?(secret: string, expiresAt: Date): void
  /** The call came with a session that is over. */
  reportSessionEnd(reason: 'idle' | 'absolute'): void
  reportRateLimit(state: RateLimitState): void
  /** The call failed for want of room and may be made again after so long. */
  reportRetryAfter?(seconds: number): void
}

/** For callers that have no window: nothing is kept and nobody is told. */
export const noEffects: CallEffects = {
  keepSession: () => false,
  forgetSession: () => {},
  reportSessionEnd: () => {},
  reportRateLimit: () => {},
}

/** What a host hands in with every call. */
export interface ApiContext extends CallContext {
  readonly effects: CallEffects
}
