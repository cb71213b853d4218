import type { Implementer } from '@orpc/server'
import { builtInRoleSchema, rolePermissions } from '#shared/contract/permissions.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import type { Approval } from '#shared/features/security/contract/rights.ts'
import type { securityContract } from '#shared/features/security/contract.ts'
import { me } from './people-sample.ts'
import { day, hour, idOf, instant, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const all = <T>(items: readonly T[]): readonly T[] => (variant === 'empty' ? [] : items)

const role = {
  id: idOf(23, 0),
  name: '夜間当番',
  description: '平日の夜だけ、バックアップを動かせます。',
  rules: [],
  requiresTwoFactor: true,
  userCount: 2,
  createdAt: instant(-30 * day),
  updatedAt: instant(-day),
}

const approval: Approval = {
  id: idOf(24, 0),
  kind: 'delete-repository',
  action: 'backup.repositories.remove',
  target: '旧サーバー移行分',
  detail: { snapshots: 492 },
  state: 'waiting',
  requestedBy: { id: idOf(9, 1), name: '鈴木 一郎' },
  requestedAt: instant(-2 * hour),
  decidedBy: null,
  decidedAt: null,
  reason: '',
  failureCode: null,
  expiresAt: instant(7 * day),
  mine: true,
}

const apiKey: ApiKey = {
  id: idOf(25, 0),
  name: '監視サーバー',
  prefix: 'krb_prod_ab12cd34',
  scopes: ['backup.read', 'system.read'],
  networks: ['192.0.2.0/24'],
  createdBy: me.name,
  createdAt: instant(-80 * day),
  expiresAt: instant(10 * day),
  lastUsedAt: instant(-hour),
  lastUsedFrom: '192.0.2.14',
  state: 'active',
}

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
        custom: [...all([role])],
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
      list: a.list.handler(({ input }) => pageOf(all([approval]), input)),
      approve: a.approve.handler(() => ({ ...approval, state: 'approved' as const })),
      reject: a.reject.handler(() => ({ ...approval, state: 'rejected' as const })),
      withdraw: a.withdraw.handler(() => ({ ...approval, state: 'withdrawn' as const })),
    },
    apiKeys: {
      list: k.list.handler(({ input }) => pageOf(all([apiKey]), input)),
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
