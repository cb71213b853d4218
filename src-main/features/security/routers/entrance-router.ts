import { implement } from '@orpc/server'
import type { Logger } from '#main/platform/logger.ts'
import { AppError } from '#shared/contract/errors.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { Identity } from '../identity.ts'
import type { SessionContext } from '../session-context.ts'

export interface EntranceServices {
  readonly identity: Identity
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: 'ja' | 'en' }
  readonly renameSite: (name: string) => Promise<void>
  /** Ways to sign in that other parts bring. */
  readonly ways: () => { readonly singleSignOn: { id: string; label: string }[]; readonly mail: boolean }
  readonly log: Logger
}

const router = implement(securityContract).$context<SessionContext>()

export function createSetupRouter({ identity, site, renameSite, ways, log }: EntranceServices) {
  return {
    status: router.setup.status.handler(async ({ context }) => ({
      required: await identity.signIn.setupRequired(),
      secretRequired: context.transport !== 'window',
      ...site(),
      ways: { ...ways(), development: identity.development.isOpen() },
    })),
    complete: router.setup.complete.handler(async ({ input, context }) => {
      const begun = await identity.setup.complete(input, context)
      // The administrator exists by now: a name that cannot be written must not lose them their session.
      if (input.siteName !== undefined) {
        await renameSite(input.siteName).catch((error: unknown) => log.error('the site could not be named', { error }))
      }
      return identity.entrance.answerSignedIn(context, begun)
    }),
  }
}

export function createEntranceRouter({ identity }: EntranceServices) {
  const { signIn, development, entrance, own } = identity
  return {
    signIn: router.signIn.handler(async ({ input: { wantsToken, ...input }, context }) =>
      entrance.answer(context, await signIn.signIn(input, context), { wantsToken }),
    ),
    signOut: router.signOut.handler(async ({ context }) => {
      await own.endSession(context, 'security.signOut')
      context.effects.forgetSession()
      return {}
    }),
    claimSignInLink: router.claimSignInLink.handler(async ({ input, context }) => {
      const claimed = await signIn.claimSignInLink(input.secret, context)
      if (claimed.outcome !== 'signed-in') return claimed
      const { session } = await entrance.answerSignedIn(context, claimed.begun)
      return { outcome: claimed.outcome, session }
    }),
    developmentSignIn: router.developmentSignIn.handler(async ({ context }) => {
      const entered = await development.signIn(context)
      if (entered.outcome !== 'signed-in') throw new AppError('NOT_FOUND', { resource: 'user', id: 'developer' })
      return entrance.answerSignedIn(context, entered.begun)
    }),
  }
}
