import { implement, type Router } from '@orpc/server'
import { AppError } from '#shared/contract/errors.ts'
import { apiKeysContract, issueSocketTicket, tokensContract } from '#shared/features/security/contract/credentials.ts'
import type { Credentials } from '../credentials/create-credentials.ts'
import type { SessionContext } from '../session-context.ts'

const contract = { apiKeys: apiKeysContract, tokens: tokensContract, issueSocketTicket }
const router = implement(contract).$context<SessionContext>()

/** Keys, tokens and tickets of other programs. */
export function createCredentialsRouter(credentials: Credentials): Router<typeof contract, SessionContext> {
  const { apiKeys, tokens, tokenKeys, tickets } = credentials
  return {
    apiKeys: {
      list: router.apiKeys.list.handler(({ input }) => apiKeys.list(input)),
      create: router.apiKeys.create.handler(({ input, context }) => apiKeys.create(input, context)),
      revoke: router.apiKeys.revoke.handler(({ input, context }) => apiKeys.revoke(input.id, context)),
    },
    tokens: {
      issue: router.tokens.issue.handler(({ input, context }) => tokens.issue(input, context)),
      refresh: router.tokens.refresh.handler(({ input, context }) => tokens.refresh(input.refreshToken, context)),
      revoke: router.tokens.revoke.handler(async ({ input, context }) => {
        await tokens.revoke(input.refreshToken, context)
        return {}
      }),
      keys: router.tokens.keys.handler(async () => ({ keys: await tokenKeys.publicKeys() })),
    },
    issueSocketTicket: router.issueSocketTicket.handler(({ context }) => {
      if (context.sessionToken === undefined) throw new AppError('UNAUTHENTICATED', {})
      const { ticket, expiresAt } = tickets.issue(context.sessionToken)
      return { ticket, expiresAt: expiresAt.toISOString() }
    }),
  }
}
