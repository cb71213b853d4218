import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import { normalizePassword } from '../passwords/password-policy.ts'
import { setPassword } from '../passwords/set-password.ts'
import * as users from '../repository/users.ts'
import type { BegunSession, SessionService } from '../sessions/session-service.ts'
import type { OwnProof } from '../sign-in/own-proof.ts'

export interface OwnAccountPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly proof: OwnProof
  readonly audit: AuditTrail
}

type OwnContext = CallContext & { readonly caller: UserCaller }

/** What people change about themselves. */
export class OwnAccount {
  readonly #ports: OwnAccountPorts

  constructor(ports: OwnAccountPorts) {
    this.#ports = ports
  }

  /** Ends all other sessions; this one goes on under a new token. */
  async changePassword(
    input: { currentPassword: string; newPassword: string },
    context: OwnContext,
  ): Promise<BegunSession> {
    const { storage, passwords, sessions, proof, audit, clock } = this.#ports
    const { userId, sessionId } = context.caller
    const user = await users.findUser(storage.db, userId)
    if (user === undefined) throw new AppError('UNAUTHENTICATED', {})
    await proof.password(user, input.currentPassword)
    if (normalizePassword(input.newPassword) === normalizePassword(input.currentPassword)) {
      throw new AppError('PASSWORD_COMMON', {})
    }
    const hasTwoFactor = user.twoFactorEnabled === 1
    const passwordHash = await passwords.accept(input.newPassword, user.name, { hasTwoFactor })
    const { begun, ended } = await storage.transaction(async (tx) => {
      const now = clock.now().getTime()
      const revoked = await setPassword(tx, sessions, { userId, passwordHash, now, exceptSessionId: sessionId })
      await audit.record(tx, context, { action: 'security.changePassword', target: userId })
      return { ended: revoked, begun: await sessions.renew(tx, sessionId) }
    })
    sessions.announceEnd(ended, 'revoked')
    return begun
  }

  async changeLanguage(language: Language, context: OwnContext): Promise<void> {
    const { storage, audit, clock, events } = this.#ports
    const { userId } = context.caller
    await storage.transaction(async (tx) => {
      await users.updateUser(tx, userId, { language, updatedAt: clock.now().getTime() })
      await audit.record(tx, context, { action: 'security.changeLanguage', target: userId, detail: { language } })
    })
    events.publish({ type: 'security.user.changed', id: userId })
  }

  /** Ends the session of the call, as signing out or locking does. */
  async endSession(context: CallContext, action: 'security.signOut' | 'security.session.lock'): Promise<void> {
    const { storage, sessions, audit } = this.#ports
    if (context.caller.kind !== 'user') return
    const { sessionId, userId } = context.caller
    const ended = await storage.transaction(async (tx) => {
      await audit.record(tx, context, { action, target: userId })
      return sessions.endInside(tx, [sessionId], 'signed-out')
    })
    sessions.announceEnd(ended, 'signed-out')
  }
}
