import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import type { Delivery, User } from '#shared/features/security/values.ts'
import { directory, everySession, groups, invitations } from './administration-sample.ts'
import { me, people } from './people-sample.ts'
import { firstOf, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const all = <T>(items: readonly T[]): readonly T[] => (variant === 'empty' ? [] : items)
const userOf = (id: string): User => directory.find((one) => one.id === id) ?? me
const letter: Delivery = {
  by: 'letter',
  letter: { fileName: 'kuraban-letter.txt', text: '蔵番\n\nコード: 7K2M-9QXR\n' },
}

const group = firstOf(groups)
const invitation = firstOf(invitations)

function usersDouble(os: Of) {
  const u = os.users
  return {
    list: u.list.handler(({ input }) =>
      pageOf(
        (variant === 'empty' ? people.slice(0, 1) : directory).filter(
          (user) =>
            (input.search === undefined || user.name.includes(input.search)) &&
            (input.state === undefined || user.state === input.state) &&
            (input.role === undefined || user.role === input.role) &&
            (input.twoFactor === undefined || user.twoFactor === input.twoFactor) &&
            (input.groupId === undefined || user.groups.some((one) => one.id === input.groupId)),
        ),
        input,
      ),
    ),
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
      list: g.list.handler(({ input }) => pageOf(all(groups), input)),
      create: g.create.handler(({ input }) => ({ ...group, ...input })),
      update: g.update.handler(({ input }) => ({ ...group, ...input })),
      setMembers: g.setMembers.handler(({ input }) => ({ ...group, memberCount: input.userIds.length })),
      remove: g.remove.handler(() => ({})),
    },
    invitations: {
      list: i.list.handler(({ input }) => pageOf(all(invitations), input)),
      create: i.create.handler(() => ({ invitation, delivery: letter })),
      resend: i.resend.handler(() => ({ invitation, delivery: letter })),
      withdraw: i.withdraw.handler(() => ({ ...invitation, state: 'withdrawn' as const })),
    },
    sessions: {
      list: s.list.handler(({ input }) =>
        pageOf(
          everySession.filter((session) => input.userId === undefined || session.userId === input.userId),
          input,
        ),
      ),
      end: s.end.handler(({ input }) => ({ endedSessions: input.ids.length })),
    },
  }
}
