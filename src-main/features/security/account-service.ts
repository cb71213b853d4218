import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import type { PasswordKeeper } from './passwords/password-keeper.ts'
import { newUserRow } from './repository/new-user.ts'
import * as users from './repository/users.ts'
import type { BegunSession, SessionService } from './sessions/session-service.ts'
import type { SignInDelays } from './sessions/sign-in-delays.ts'
import type { SingleUseSecrets } from './sessions/single-use-secrets.ts'
import { nameKeyOf } from './user-name.ts'

export interface AccountPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly secrets: SingleUseSecrets
  readonly delays: SignInDelays
  readonly audit: AuditTrail
  readonly wait: (ms: number) => Promise<void>
}

/** What a claimed sign-in address opens. */
export type ClaimedLink =
  | { readonly outcome: 'setup'; readonly setupSecret: string }
  | { readonly outcome: 'signed-in'; readonly begun: BegunSession }
  | { readonly outcome: 'sign-in' }

type UserContext = CallContext & { readonly caller: Extract<CallContext['caller'], { kind: 'user' }> }

/** Set-up, signing in and out, and what a person changes about themselves. */
export class AccountService {
  readonly #ports: AccountPorts

  constructor(ports: AccountPorts) {
    this.#ports = ports
  }

  async setupRequired(): Promise<boolean> {
    return (await users.countUsers(this.#ports.storage.db)) === 0
  }

  /** Creates the first user; only from a window of this machine or with the secret of a claimed sign-in address. */
  async completeSetup(
    input: { name: string; password: string; language: Language; setupSecret?: string | undefined },
    context: CallContext,
  ): Promise<BegunSession> {
    const { storage, passwords, secrets, sessions, audit } = this.#ports
    if (!(await this.setupRequired())) throw new AppError('SETUP_DONE', {})
    if (!isLocal(context) && secrets.look(input.setupSecret ?? '', 'setup') === null) {
      throw new AppError('SIGN_IN_LINK_INVALID', {})
    }
    const passwordHash = await passwords.accept(input.password, input.name)
    const row = this.#newAdministrator(input, passwordHash)
    const begun = await storage.transaction(async (tx) => {
      if ((await users.countUsers(tx)) > 0) throw new AppError('SETUP_DONE', {})
      await users.insertUser(tx, row)
      await audit.record(tx, context, { action: 'security.setup.complete', target: row.id })
      return sessions.begin(tx, row, context, 'password')
    })
    secrets.claim(input.setupSecret ?? '', 'setup')
    this.#ports.events.publish({ type: 'security.user.changed', id: row.id })
    return begun
  }

  async signIn(input: { name: string; password: string }, context: CallContext): Promise<BegunSession> {
    const { storage, passwords, delays, wait } = this.#ports
    if (await this.setupRequired()) throw new AppError('SETUP_REQUIRED', {})
    const nameKey = nameKeyOf(input.name)
    await wait(delays.delayMs(nameKey))
    const user = await users.findUserByNameKey(storage.db, nameKey)
    const matches = await passwords.matches(user?.passwordHash ?? null, input.password)
    if (user === undefined || !matches) {
      delays.failed(nameKey)
      throw new AppError('SIGN_IN_FAILED', { retryAfterSeconds: Math.ceil(delays.delayMs(nameKey) / 1000) })
    }
    delays.succeeded(nameKey)
    return this.#begin(user, context, 'security.signIn')
  }

  async signOut(context: CallContext): Promise<void> {
    if (context.caller.kind === 'user') await this.#ports.sessions.end([context.caller.sessionId], 'signed-out')
  }

  async claimSignInLink(secret: string, context: CallContext): Promise<ClaimedLink> {
    const link = this.#ports.secrets.claim(secret, 'sign-in-link')
    if (link === null) throw new AppError('SIGN_IN_LINK_INVALID', {})
    if (await this.setupRequired()) {
      return { outcome: 'setup', setupSecret: this.#ports.secrets.create({ kind: 'setup' }) }
    }
    const user = link.userId === null ? undefined : await users.findUser(this.#ports.storage.db, link.userId)
    if (user === undefined) return { outcome: 'sign-in' }
    return { outcome: 'signed-in', begun: await this.#begin(user, context, 'security.claimSignInLink') }
  }

  /** Ends all other sessions; this one goes on under a new token. */
  async changePassword(
    input: { currentPassword: string; newPassword: string },
    context: UserContext,
  ): Promise<BegunSession> {
    const { storage, passwords, sessions, delays, wait, audit, clock } = this.#ports
    const { userId, sessionId } = context.caller
    const user = await users.findUser(storage.db, userId)
    if (user === undefined) throw new AppError('UNAUTHENTICATED', {})
    await wait(delays.delayMs(user.nameKey))
    if (!(await passwords.matches(user.passwordHash, input.currentPassword))) {
      delays.failed(user.nameKey)
      throw new AppError('PASSWORD_WRONG', {})
    }
    delays.succeeded(user.nameKey)
    const passwordHash = await passwords.accept(input.newPassword, user.name)
    const { begun, ended } = await storage.transaction(async (tx) => {
      await users.updateUser(tx, userId, { passwordHash, updatedAt: clock.now().getTime() })
      await audit.record(tx, context, { action: 'security.changePassword', target: userId })
      const revoked = await sessions.revokeInside(tx, userId, { except: sessionId })
      return { ended: revoked, begun: await sessions.renew(tx, sessionId) }
    })
    sessions.announceEnd(ended, 'revoked')
    return begun
  }

  async changeLanguage(language: Language, context: UserContext): Promise<void> {
    const { storage, audit, clock, events } = this.#ports
    const { userId } = context.caller
    await storage.transaction(async (tx) => {
      await users.updateUser(tx, userId, { language, updatedAt: clock.now().getTime() })
      await audit.record(tx, context, { action: 'security.changeLanguage', target: userId, detail: { language } })
    })
    events.publish({ type: 'security.user.changed', id: userId })
  }

  async #begin(user: users.UserRow, context: CallContext, action: string): Promise<BegunSession> {
    const { storage, sessions, audit, clock } = this.#ports
    const now = clock.now().getTime()
    const as: CallContext = { ...context, caller: { kind: 'system', onBehalfOf: user.id } }
    return storage.transaction(async (tx) => {
      await users.updateUser(tx, user.id, { lastSignInAt: now, updatedAt: user.updatedAt })
      await audit.record(tx, as, { action, target: user.id })
      return sessions.begin(tx, { ...user, lastSignInAt: now }, context, 'password')
    })
  }

  #newAdministrator(input: { name: string; language: Language }, passwordHash: string): users.UserRow {
    const now = this.#ports.clock.now().getTime()
    return newUserRow(
      {
        id: newId(),
        name: input.name,
        nameKey: nameKeyOf(input.name),
        role: 'administrator',
        language: input.language,
        passwordHash,
        createdAt: now,
      },
      { lastSignInAt: now },
    )
  }
}

function isLocal(context: CallContext): boolean {
  return context.transport === 'window' || context.transport === 'cli' || context.transport === 'internal'
}
