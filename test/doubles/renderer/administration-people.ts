import type { Implementer } from '@orpc/server'
import type { Group, Invitation } from '#shared/features/security/contract/people.ts'
import type { securityContract } from '#shared/features/security/contract.ts'
import type { Delivery, User } from '#shared/features/security/values.ts'
import { me, ownSessions, people } from './people-sample.ts'
import { day, idOf, instant, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const all = <T>(items: readonly T[]): readonly T[] => (variant === 'empty' ? [] : items)
const userOf = (id: string): User => people.find((one) => one.id === id) ?? me
const letter: Delivery = {
  by: 'letter',
  letter: { fileName: 'kuraban-letter.txt', text: '蔵番\n\nコード: 7K2M-9QXR\n' },
}

const group: Group = {
  id: idOf(21, 0),
  name: '情報システム課',
  role: 'operator',
  memberCount: 3,
  createdAt: instant(-90 * day),
}

const invitation: Invitation = {
  id: idOf(22, 0),
  name: '伊藤 大輔',
  email: 'ito@example.jp',
  role: 'viewer',
  language: 'ja',
  invitedBy: me.name,
  state: 'open',
  createdAt: instant(-day),
  expiresAt: instant(6 * day),
}

function usersDouble(os: Of) {
  const u = os.users
  return {
    list: u.list.handler(({ input }) => pageOf(people, input)),
    get: u.get.handler(({ input }) => userOf(input.id)),
    create: u.create.handler(({ input, errors }) => {
      throw errors.CONFLICT({ data: { resource: 'user', field: 'name', value: input.name } })
    }),
    update: u.update.handler(({ input }) => userOf(input.id)),
    setRole: u.setRole.handler(({ input }) => ({ ...userOf(input.id), role: input.role })),
    setState: u.setState.handler(({ input }) => ({ ...userOf(input.id), state: input.state })),
    resetTwoFactor: u.resetTwoFactor.handler(({ input }) => ({ ...userOf(input.id), twoFactor: 'off' as const })),
    resetPassword: u.resetPassword.handler(({ input }) =>
      input.by === 'letter' ? letter : { by: 'mail' as const, recipient: 'ito@example.jp' },
    ),
    endSessions: u.endSessions.handler(() => ({ endedSessions: 2 })),
    remove: u.remove.handler(() => ({ endedSessions: 1 })),
  }
}

/** What the machine's own commands do; windows are refused. */
function recoveryDouble(os: Of) {
  const r = os.recovery
  return {
    createAdministrator: r.createAdministrator.handler(({ errors }) => {
      throw errors.FORBIDDEN({ data: { permission: 'users.manage' } })
    }),
    restoreAdministrator: r.restoreAdministrator.handler(({ errors }) => {
      throw errors.FORBIDDEN({ data: { permission: 'users.manage' } })
    }),
  }
}

/** People, groups, invitations and everybody's sessions. */
export function peopleDouble(os: Of) {
  const { groups: g, invitations: i, sessions: s } = os
  return {
    users: usersDouble(os),
    recovery: recoveryDouble(os),
    groups: {
      list: g.list.handler(({ input }) => pageOf(all([group]), input)),
      create: g.create.handler(({ input }) => ({ ...group, ...input })),
      update: g.update.handler(({ input }) => ({ ...group, ...input })),
      setMembers: g.setMembers.handler(({ input }) => ({ ...group, memberCount: input.userIds.length })),
      remove: g.remove.handler(() => ({})),
    },
    invitations: {
      list: i.list.handler(({ input }) => pageOf(all([invitation]), input)),
      create: i.create.handler(() => ({ invitation, delivery: letter })),
      resend: i.resend.handler(() => ({ invitation, delivery: letter })),
      withdraw: i.withdraw.handler(() => ({ ...invitation, state: 'withdrawn' as const })),
    },
    sessions: {
      list: s.list.handler(({ input }) => pageOf(ownSessions, input)),
      end: s.end.handler(({ input }) => ({ endedSessions: input.ids.length })),
    },
  }
}
