import { implement, type Router } from '@orpc/server'
import type { Logger } from '#main/platform/logger.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { AccountService } from './account-service.ts'
import type { AuditService } from './audit/audit-service.ts'
import type { ServedCertificate } from './certificate/served-certificate.ts'
import type { Credentials } from './credentials/create-credentials.ts'
import { pending } from './pending-router.ts'
import { createAuditRouter } from './routers/audit-router.ts'
import { createCertificateRouter } from './routers/certificate-router.ts'
import { createCredentialsRouter } from './routers/credentials-router.ts'
import {
  createAccessRouter,
  createApprovalsRouter,
  createRolesRouter,
  type RightsServices,
} from './routers/rights-router.ts'
import { createSecretsRouter } from './routers/secrets-router.ts'
import type { SecretKeeping } from './secrets/secret-keeping.ts'
import { type SessionContext, signedIn, started } from './session-context.ts'
import type { SessionService } from './sessions/session-service.ts'
import type { UserService } from './user-service.ts'

export interface SecurityServices extends RightsServices {
  readonly accounts: AccountService
  readonly users: UserService
  readonly sessions: SessionService
  readonly auditRecord: AuditService
  readonly keeping: SecretKeeping
  readonly certificate: ServedCertificate
  readonly credentials: Credentials
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: 'ja' | 'en' }
  readonly renameSite: (name: string) => Promise<void>
  readonly log: Logger
}

const router = implement(securityContract).$context<SessionContext>()

function setupRouter({ accounts, site, renameSite, log }: SecurityServices) {
  return {
    status: router.setup.status.handler(async ({ context }) => ({
      required: await accounts.setupRequired(),
      secretRequired: context.transport !== 'window',
      ...site(),
      ways: { singleSignOn: [], development: false, mail: false },
    })),
    complete: router.setup.complete.handler(async ({ input, context }) => {
      const begun = await accounts.completeSetup(input, context)
      // The administrator exists by now: a name that cannot be written must not lose them their session.
      if (input.siteName !== undefined) {
        await renameSite(input.siteName).catch((error: unknown) => log.error('the site could not be named', { error }))
      }
      return started(context, begun)
    }),
  }
}

function sessionRouter({ sessions }: SecurityServices) {
  return {
    ...pending(securityContract.session),
    current: router.session.current.handler(({ context: { session, ended } }) => ({ session, ended })),
    extend: router.session.extend.handler(({ context }) => sessions.extend(signedIn(context).session)),
  }
}

function userRouter({ users }: SecurityServices) {
  return {
    ...pending(securityContract.users),
    list: router.users.list.handler(({ input }) => users.list(input)),
    create: router.users.create.handler(({ input, context }) => users.create(input, context)),
    setRole: router.users.setRole.handler(({ input, context }) => users.setRole(input.id, input.role, context)),
    remove: router.users.remove.handler(({ input, context }) => users.remove(input.id, context)),
  }
}

function ownRouter({ accounts, users }: SecurityServices) {
  return {
    changePassword: router.changePassword.handler(async ({ input, context }) => {
      const own = signedIn(context)
      return started(context, await accounts.changePassword(input, own.context))
    }),
    changeLanguage: router.changeLanguage.handler(async ({ input, context }) => {
      const own = signedIn(context)
      await accounts.changeLanguage(input.language, own.context)
      return users.get(own.context.caller.userId)
    }),
    profile: router.profile.handler(({ context }) => users.get(signedIn(context).context.caller.userId)),
  }
}

function entranceRouter({ accounts }: SecurityServices) {
  return {
    signIn: router.signIn.handler(async ({ input, context }) => {
      const begun = await accounts.signIn(input, context)
      await accounts.signOut(context)
      return input.wantsToken ? { outcome: 'signed-in' as const, ...begun } : started(context, begun)
    }),
    signOut: router.signOut.handler(async ({ context }) => {
      await accounts.signOut(context)
      context.effects.forgetSession()
      return {}
    }),
    claimSignInLink: router.claimSignInLink.handler(async ({ input, context }) => {
      const claimed = await accounts.claimSignInLink(input.secret, context)
      if (claimed.outcome !== 'signed-in') return claimed
      return { outcome: claimed.outcome, session: started(context, claimed.begun).session }
    }),
  }
}

/** Every procedure of this feature. */
export function createSecurityRouter(services: SecurityServices): Router<typeof securityContract, SessionContext> {
  return {
    ...pending(securityContract),
    audit: createAuditRouter(services.auditRecord),
    roles: createRolesRouter(services),
    access: createAccessRouter(services),
    approvals: createApprovalsRouter(services),
    setup: setupRouter(services),
    session: sessionRouter(services),
    certificate: createCertificateRouter(services.certificate),
    users: userRouter(services),
    ...ownRouter(services),
    ...entranceRouter(services),
    ...createCredentialsRouter(services.credentials),
    secrets: createSecretsRouter(services.keeping),
  }
}
