import type { Implementer } from '@orpc/server'
import { builtInRoleSchema, rolePermissions } from '#shared/contract/permissions.ts'
import type { securityContract } from '#shared/features/security/contract.ts'
import { apiKeys, approvals, roles } from './administration-sample.ts'
import { day, firstOf, hour, instant, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const all = <T>(items: readonly T[]): readonly T[] => (variant === 'empty' ? [] : items)

const role = firstOf(roles)
const approval = firstOf(approvals)
const apiKey = firstOf(apiKeys)

function tokensDouble(os: Of) {
  const t = os.tokens
  const pair = () => ({
    accessToken: 'access',
    accessExpiresAt: instant(hour),
    refreshToken: 'refresh',
    refreshExpiresAt: instant(day),
  })
  return {
    issue: t.issue.handler(pair),
    refresh: t.refresh.handler(pair),
    revoke: t.revoke.handler(() => ({})),
    keys: t.keys.handler(() => ({ keys: [] })),
  }
}

/** Roles, decisions, approvals and keys of programs. */
export function rightsDouble(os: Of) {
  const { roles: r, approvals: a, apiKeys: k } = os
  return {
    roles: {
      list: r.list.handler(() => ({
        builtIn: builtInRoleSchema.options.map((one) => ({
          role: one,
          permissions: [...rolePermissions[one]],
          requiresTwoFactor: one === 'administrator',
          userCount: 2,
        })),
        custom: [...all(roles)],
      })),
      create: r.create.handler(({ input }) => ({ ...role, ...input })),
      update: r.update.handler(({ input }) => ({ ...role, ...input })),
      remove: r.remove.handler(() => ({})),
    },
    access: {
      explain: os.access.explain.handler(({ input }) => ({
        allowed: false,
        permission: input.permission,
        reason: { code: 'no-role-grants-it' as const, rolesThatWould: ['administrator'] },
      })),
    },
    approvals: {
      list: a.list.handler(({ input }) =>
        pageOf(
          all(approvals).filter((one) => input.show === 'all' || one.state === 'waiting'),
          input,
        ),
      ),
      approve: a.approve.handler(() => ({ ...approval, state: 'approved' as const })),
      reject: a.reject.handler(() => ({ ...approval, state: 'rejected' as const })),
      withdraw: a.withdraw.handler(() => ({ ...approval, state: 'withdrawn' as const })),
    },
    apiKeys: {
      list: k.list.handler(({ input }) =>
        pageOf(
          all(apiKeys).filter((one) => input.state === 'all' || one.state === 'active'),
          input,
        ),
      ),
      create: k.create.handler(({ input }) => ({
        apiKey: { ...apiKey, name: input.name, scopes: input.scopes, networks: input.networks },
        key: `${apiKey.prefix}_9f8e7d6c5b4a39281706f5e4d3c2b1a0`,
      })),
      revoke: k.revoke.handler(() => ({ ...apiKey, state: 'revoked' as const })),
    },
    tokens: tokensDouble(os),
    issueSocketTicket: os.issueSocketTicket.handler(() => ({ ticket: 'ticket', expiresAt: instant(30_000) })),
  }
}
