import type { ApiContext } from '#main/platform/call-effects.ts'
import type { UserCaller } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Session, SessionEnd } from '#shared/features/security/values.ts'
import type { BegunSession } from './sessions/session-service.ts'

/** What the middleware found out about the session of a call. */
export interface SessionContext extends ApiContext {
  readonly session: Session | null
  readonly ended: SessionEnd | null
}

/** The context of a call by somebody who is signed in, with their session. */
export interface SignedIn {
  readonly context: SessionContext & { readonly caller: UserCaller }
  readonly session: Session
}

/** Procedures about oneself need a session, not merely a right. */
export function signedIn(context: SessionContext): SignedIn {
  const { caller, session } = context
  if (caller.kind !== 'user' || session === null) throw new AppError('UNAUTHENTICATED', {})
  return { context: { ...context, caller }, session }
}

/** Hands the token of a session that begins or goes on to the host; it stands in the answer only where the caller keeps it. */
export function started(context: SessionContext, { token, session }: BegunSession) {
  const kept = context.effects.keepSession(token, new Date(session.expiresAt))
  return { outcome: 'signed-in' as const, session, token: kept ? null : token }
}
