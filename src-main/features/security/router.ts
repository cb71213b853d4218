import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { CallContext } from '#main/platform/caller.ts'
import type { Logger } from '#main/platform/logger.ts'
import { AppError } from '#shared/contract/errors.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { Session, SessionEnd } from '#shared/features/security/values.ts'
import type { AccountService } from './account-service.ts'
import type { BegunSession, SessionService } from './sessions/session-service.ts'
import type { UserService } from './user-service.ts'

/** What the middleware found out about the session of a call. */
export interface SessionContext extends ApiContext {
  readonly session: Session | null
  readonly ended: SessionEnd | null
}

export interface SecurityServices {
  readonly accounts: AccountService
  readonly users: UserService
  readonly sessions: SessionService
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: 'ja' | 'en' }
  readonly renameSite: (name: string) => Promise<void>
  readonly log: Logger
}

type UserCaller = Extract<CallContext['caller'], { kind: 'user' }>

/** Procedures about oneself need a session, not merely a right. */
function signedIn(context: SessionContext): { context: SessionContext & { caller: UserCaller }; session: Session } {
  const { caller, session } = context
  if (caller.kind !== 'user' || session === null) throw new AppError('UNAUTHENTICATED', {})
  return { context: { ...context, caller }, session }
}

function answer(context: SessionContext, { token, session }: BegunSession): { session: Session; token: string | null } {
  const kept = context.effects.keepSession(token, new Date(session.expiresAt))
  return { session, token: kept ? null : token }
}

const router = implement(securityContract).$context<SessionContext>()

function setupRouter({ accounts, site, renameSite, log }: SecurityServices) {
  return {
    status: router.setup.status.handler(async ({ context }) => ({
      required: await accounts.setupRequired(),
      secretRequired: context.transport !== 'window',
      ...site(),
    })),
    complete: router.setup.complete.handler(async ({ input, context }) => {
      const begun = await accounts.completeSetup(input, context)
      // The administrator exists by now: a name that cannot be written must not lose them their session.
      if (input.siteName !== undefined) {
        await renameSite(input.siteName).catch((error: unknown) => log.error('the site could not be named', { error }))
      }
      return answer(context, begun)
    }),
  }
}

function sessionRouter({ sessions }: SecurityServices) {
  return {
    current: router.session.current.handler(({ context: { session, ended } }) => ({ session, ended })),
    extend: router.session.extend.handler(({ context }) => sessions.extend(signedIn(context).session)),
  }
}

function userRouter({ users }: SecurityServices) {
  return {
    list: router.users.list.handler(({ input }) => users.list(input)),
    create: router.users.create.handler(({ input, context }) => users.create(input, context)),
    setRole: router.users.setRole.handler(({ input, context }) => users.setRole(input.id, input.role, context)),
    remove: router.users.remove.handler(({ input, context }) => users.remove(input.id, context)),
  }
}

export function createSecurityRouter(services: SecurityServices) {
  const { accounts, users } = services
  return router.router({
    setup: setupRouter(services),
    session: sessionRouter(services),
    users: userRouter(services),
    signIn: router.signIn.handler(async ({ input, context }) => {
      const begun = await accounts.signIn(input, context)
      await accounts.signOut(context)
      return input.wantsToken ? begun : answer(context, begun)
    }),
    signOut: router.signOut.handler(async ({ context }) => {
      await accounts.signOut(context)
      context.effects.forgetSession()
      return {}
    }),
    claimSignInLink: router.claimSignInLink.handler(async ({ input, context }) => {
      const claimed = await accounts.claimSignInLink(input.secret, context)
      if (claimed.outcome !== 'signed-in') return claimed
      return { outcome: claimed.outcome, session: answer(context, claimed.begun).session }
    }),
    changePassword: router.changePassword.handler(async ({ input, context }) => {
      const own = signedIn(context)
      const { token } = await accounts.changePassword(input, own.context)
      return answer(context, { token, session: own.session })
    }),
    changeLanguage: router.changeLanguage.handler(async ({ input, context }) => {
      const own = signedIn(context)
      await accounts.changeLanguage(input.language, own.context)
      return users.get(own.context.caller.userId)
    }),
    profile: router.profile.handler(({ context }) => users.get(signedIn(context).context.caller.userId)),
  })
}
