import { implement, type Router } from '@orpc/server'
import type { sessionContract, twoFactorContract } from '#shared/features/security/contract/own.ts'
import type { sessionsContract } from '#shared/features/security/contract/people.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { User } from '#shared/features/security/values.ts'
import type { Identity } from '../identity.ts'
import { type SessionContext, signedIn, started } from '../session-context.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { ShownCodes } from '../two-factor/two-factor-service.ts'

export interface OwnServices {
  readonly identity: Identity
  readonly sessions: SessionService
  readonly users: { get(id: string): Promise<User> }
}

const router = implement(securityContract).$context<SessionContext>()

export function createSessionRouter({
  identity,
  sessions,
}: OwnServices): Router<typeof sessionContract, SessionContext> {
  const { stepUp, sessionLists, own } = identity
  return {
    current: router.session.current.handler(({ context: { session, ended } }) => ({ session, ended })),
    extend: router.session.extend.handler(({ context }) => sessions.extend(signedIn(context).session)),
    stepUp: router.session.stepUp.handler(async ({ input, context }) =>
      started(context, await stepUp.stepUp(input, signedIn(context).context)),
    ),
    lock: router.session.lock.handler(async ({ context }) => {
      await own.endSession(context, 'security.session.lock')
      context.effects.forgetSession()
      return {}
    }),
    listOwn: router.session.listOwn.handler(async ({ context }) => ({
      items: await sessionLists.listOwn(signedIn(context).context),
    })),
    endOwn: router.session.endOwn.handler(async ({ input, context }) => ({
      endedSessions: await sessionLists.endOwn(input.ids, signedIn(context).context),
    })),
  }
}

export function createTwoFactorRouter({ identity }: OwnServices): Router<typeof twoFactorContract, SessionContext> {
  const { twoFactor, signIn, entrance } = identity
  const shown = (context: SessionContext, { backupCodes, begun }: ShownCodes) => {
    const { session, token } = started(context, begun)
    return { backupCodes: [...backupCodes], session, token }
  }
  return {
    status: router.twoFactor.status.handler(({ context }) => twoFactor.status(signedIn(context).context)),
    setUp: router.twoFactor.setUp.handler(({ input, context }) =>
      twoFactor.setUp(input.password, signedIn(context).context),
    ),
    enable: router.twoFactor.enable.handler(async ({ input, context }) =>
      shown(context, await twoFactor.enable(input.code, signedIn(context).context)),
    ),
    disable: router.twoFactor.disable.handler(async ({ input, context }) =>
      started(context, await twoFactor.disable(input.password, signedIn(context).context)),
    ),
    renewBackupCodes: router.twoFactor.renewBackupCodes.handler(async ({ input, context }) =>
      shown(context, await twoFactor.renewBackupCodes(input.password, signedIn(context).context)),
    ),
    verify: router.twoFactor.verify.handler(async ({ input: { wantsToken, ...input }, context }) =>
      entrance.answerSignedIn(context, await signIn.verify(input, context), { wantsToken }),
    ),
  }
}

export function createProfileRouter({ identity, users }: OwnServices) {
  return {
    changePassword: router.changePassword.handler(async ({ input, context }) =>
      started(context, await identity.own.changePassword(input, signedIn(context).context)),
    ),
    changeLanguage: router.changeLanguage.handler(async ({ input, context }) => {
      const own = signedIn(context).context
      await identity.own.changeLanguage(input.language, own)
      return users.get(own.caller.userId)
    }),
    profile: router.profile.handler(({ context }) => users.get(signedIn(context).context.caller.userId)),
  }
}

export function createSessionsRouter({ identity }: OwnServices): Router<typeof sessionsContract, SessionContext> {
  return {
    list: router.sessions.list.handler(({ input, context }) => identity.sessionLists.list(input, context)),
    end: router.sessions.end.handler(async ({ input, context }) => ({
      endedSessions: await identity.sessionLists.end(input.ids, context),
    })),
  }
}
