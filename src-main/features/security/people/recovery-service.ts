import type { CallContext } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Delivery, User } from '#shared/features/security/values.ts'
import { endAccess } from './end-access.ts'
import { assertMayRule, authorOf } from './granted-role.ts'
import type { PeoplePorts } from './people-ports.ts'
import { keepResetSecret, resetExpiry } from './reset-secrets.ts'
import type { UserService } from './user-service.ts'
import { knownUser } from './user-view.ts'

/** What administrators do for people who lost a password or a device. They never learn or choose a password. */
export class RecoveryService {
  readonly #ports: PeoplePorts
  readonly #users: UserService

  constructor(ports: PeoplePorts, users: UserService) {
    this.#ports = ports
    this.#users = users
  }

  async resetTwoFactor(id: string, context: CallContext): Promise<User> {
    const { storage, factors, sessions, audit, letters, events } = this.#ports
    const { ended, letterId } = await storage.transaction(async (tx) => {
      const user = await knownUser(tx, id)
      assertMayRule(context.caller, user)
      await factors.remove(tx, id)
      const revoked = await endAccess(tx, this.#ports, id)
      const detail = {
        before: { twoFactor: user.twoFactorEnabled === 1 ? 'on' : 'off' },
        endedSessions: revoked.length,
      }
      await audit.record(tx, context, { action: 'security.users.resetTwoFactor', target: id, detail })
      const told = await letters.tell(tx, user, { kind: 'two-factor-reset', author: authorOf(context.caller) })
      return { ended: revoked, letterId: told }
    })
    sessions.announceEnd(ended, 'revoked')
    events.publish({ type: 'security.user.changed', id })
    await letters.send([letterId])
    return this.#users.get(id)
  }

  /** The present password and sessions stay until the letter is used. */
  async resetPassword(id: string, by: 'mail' | 'letter', context: CallContext): Promise<Delivery> {
    const { storage, audit, letters, clock } = this.#ports
    const secret = letters.newSecret(by)
    const { delivery, outboxId } = await storage.transaction(async (tx) => {
      const user = await knownUser(tx, id)
      assertMayRule(context.caller, user)
      if (by === 'mail' && !letters.canMail(user.email)) throw new AppError('UNAVAILABLE', { what: 'mail' })
      const now = clock.now().getTime()
      await keepResetSecret(tx, { secret, by, userId: id, now })
      await audit.record(tx, context, { action: 'security.users.resetPassword', target: id, detail: { by } })
      const author = authorOf(context.caller)
      const letter = { kind: 'password-reset', page: 'reset', secret, by, author } as const
      return letters.writeSecret(tx, user, { ...letter, expiresAt: resetExpiry(by, now) })
    })
    await letters.send([outboxId])
    return delivery
  }
}
