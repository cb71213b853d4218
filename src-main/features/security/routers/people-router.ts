import { implement } from '@orpc/server'
import { AppError } from '#shared/contract/errors.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { Identity } from '../identity.ts'
import type { People } from '../people/create-people.ts'
import type { SessionContext } from '../session-context.ts'

export interface PeopleServices {
  readonly people: People
  readonly identity: Identity
}

const router = implement(securityContract).$context<SessionContext>()

function usersRouter({ users, recovery }: People) {
  return {
    list: router.users.list.handler(({ input }) => users.list(input)),
    get: router.users.get.handler(({ input }) => users.get(input.id)),
    create: router.users.create.handler(({ input, context }) => {
      const { password, passwordHash } = input
      if ((password === undefined) === (passwordHash === undefined)) {
        throw new AppError('VALIDATION', { issues: [{ path: 'password', message: 'password-or-hash' }] })
      }
      return users.create(input, context)
    }),
    update: router.users.update.handler(({ input: { id, ...change }, context }) => users.update(id, change, context)),
    setRole: router.users.setRole.handler(({ input, context }) => users.setRole(input.id, input.role, context)),
    setState: router.users.setState.handler(({ input, context }) => users.setState(input.id, input.state, context)),
    resetTwoFactor: router.users.resetTwoFactor.handler(({ input, context }) =>
      recovery.resetTwoFactor(input.id, context),
    ),
    resetPassword: router.users.resetPassword.handler(({ input, context }) =>
      recovery.resetPassword(input.id, input.by, context),
    ),
    endSessions: router.users.endSessions.handler(({ input, context }) => users.endSessions(input.id, context)),
    remove: router.users.remove.handler(({ input, context }) => users.remove(input.id, context)),
  }
}

function groupsRouter({ groups }: People) {
  return {
    list: router.groups.list.handler(({ input }) => groups.list(input)),
    create: router.groups.create.handler(({ input, context }) => groups.create(input, context)),
    update: router.groups.update.handler(({ input: { id, ...group }, context }) => groups.update(id, group, context)),
    setMembers: router.groups.setMembers.handler(({ input, context }) =>
      groups.setMembers(input.id, input.userIds, context),
    ),
    remove: router.groups.remove.handler(async ({ input, context }) => {
      await groups.remove(input.id, context)
      return {}
    }),
  }
}

function invitationsRouter({ invitations }: People) {
  return {
    list: router.invitations.list.handler(({ input }) => invitations.list(input)),
    create: router.invitations.create.handler(({ input, context }) => invitations.create(input, context)),
    resend: router.invitations.resend.handler(({ input, context }) => invitations.resend(input.id, context)),
    withdraw: router.invitations.withdraw.handler(({ input, context }) => invitations.withdraw(input.id, context)),
  }
}

function entranceRouters({ people: { resets, invitationEntrance }, identity: { entrance } }: PeopleServices) {
  return {
    passwordReset: {
      request: router.passwordReset.request.handler(async ({ input, context }) => {
        await resets.request(input.name, context)
        return {}
      }),
      complete: router.passwordReset.complete.handler(async ({ input, context }) =>
        entrance.answer(context, await resets.complete(input, context)),
      ),
    },
    invitationEntrance: {
      look: router.invitationEntrance.look.handler(({ input }) => invitationEntrance.look(input.secret)),
      accept: router.invitationEntrance.accept.handler(async ({ input, context }) =>
        entrance.answerSignedIn(context, await invitationEntrance.accept(input, context)),
      ),
    },
  }
}

/** People, groups and invitations, and the ways in that begin with a letter. */
export function createPeopleRouter(services: PeopleServices) {
  const { people } = services
  const { breakGlass } = people
  return {
    ...entranceRouters(services),
    users: usersRouter(people),
    groups: groupsRouter(people),
    invitations: invitationsRouter(people),
    recovery: {
      createAdministrator: router.recovery.createAdministrator.handler(({ input, context }) =>
        breakGlass.createAdministrator(input, context),
      ),
      restoreAdministrator: router.recovery.restoreAdministrator.handler(({ input, context }) =>
        breakGlass.restoreAdministrator(input.name, context),
      ),
    },
  }
}
