import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Session, SignInMethod, SignInOutcome } from '#shared/features/security/values.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { KnownDevices } from '../devices/known-devices.ts'
import { findSignInFreeze } from '../repository/sign-in-freeze.ts'
import * as users from '../repository/users.ts'
import { type SessionContext, started } from '../session-context.ts'
import type { BegunSession, SessionService } from '../sessions/session-service.ts'
import type { Challenges } from './challenges.ts'
import { isUsable } from './usable-account.ts'

export interface EntrancePorts {
  readonly clock: Clock
  readonly sessions: SessionService
  readonly audit: AuditTrail
  readonly challenges: Challenges
  readonly devices: KnownDevices
}

/** The way somebody came, and the path of the procedure for the record. */
export interface Way {
  readonly method: SignInMethod
  readonly action: string
  /** What else belongs on record. */
  readonly detail?: Readonly<Record<string, string | number>>
}

/** What a way of signing in led to, before the host has been told. */
export type Entered =
  | { readonly outcome: 'signed-in'; readonly begun: BegunSession }
  | { readonly outcome: 'two-factor'; readonly challenge: string; readonly expiresAt: Date }

/** Their second factor has been asked for elsewhere, or there is nobody to ask. */
const withoutSecondFactor: readonly SignInMethod[] = ['two-factor', 'single-sign-on', 'development']

/** The one door behind every way of signing in: none goes round a disabled account, a freeze or a second factor. */
export class Entrance {
  readonly #ports: EntrancePorts

  constructor(ports: EntrancePorts) {
    this.#ports = ports
  }

  /** Whether nobody may sign in at the moment. Commands of the machine and break-glass accounts still may. */
  async isFrozen(db: DatabaseHandle): Promise<boolean> {
    return (await findSignInFreeze(db)) !== null
  }

  /**
   * Lets somebody in who has proved who they are by `method`: a session, or the challenge for their second factor. Fails
   * with SIGN_IN_FAILED for an account that is disabled or over, and with SIGN_INS_FROZEN.
   */
  async enter(tx: DatabaseHandle, userId: string, context: CallContext, way: Way): Promise<Entered> {
    const user = await users.findUser(tx, userId)
    const now = this.#ports.clock.now().getTime()
    if (user === undefined || !isUsable(user, now)) throw new AppError('SIGN_IN_FAILED', { retryAfterSeconds: 0 })
    if (user.breakGlass === 0 && context.transport !== 'cli' && (await this.isFrozen(tx))) {
      throw new AppError('SIGN_INS_FROZEN', {})
    }
    const challenged = user.twoFactorEnabled === 1 && !withoutSecondFactor.includes(way.method)
    return challenged ? this.#challenge(tx, user, context, way) : this.#begin(tx, user, context, way)
  }

  /** Tells the host, ends the session that came with the call, and answers what the contract says. */
  async answer(
    context: SessionContext,
    entered: Entered,
    options: { wantsToken?: boolean } = {},
  ): Promise<SignInOutcome> {
    if (entered.outcome === 'two-factor') {
      const { challenge, expiresAt } = entered
      return { outcome: 'two-factor', requiresTwoFactor: true, challenge, expiresAt: expiresAt.toISOString() }
    }
    return this.answerSignedIn(context, entered.begun, options)
  }

  /** The same for ways that never ask for a second factor. */
  async answerSignedIn(
    context: SessionContext,
    begun: BegunSession,
    { wantsToken = false }: { wantsToken?: boolean } = {},
  ): Promise<{ outcome: 'signed-in'; session: Session; token: string | null }> {
    const { sessions, devices } = this.#ports
    const { caller, effects } = context
    if (caller.kind === 'user') await sessions.end([caller.sessionId], 'signed-out')
    if (wantsToken) return { outcome: 'signed-in', ...begun }
    const answer = started(context, begun)
    if (effects.keepDevice !== undefined) {
      const { secret, expiresAt } = await devices.remember(begun.session.user.id, context.deviceSecret)
      effects.keepDevice(secret, expiresAt)
    }
    return answer
  }

  async #challenge(tx: DatabaseHandle, user: users.UserRow, context: CallContext, way: Way): Promise<Entered> {
    const { challenges, audit } = this.#ports
    const made = await challenges.create(tx, user.id, way.method)
    const detail = { method: way.method, outcome: 'two-factor' }
    await audit.record(tx, context, { action: way.action, target: user.id, actor: user, detail })
    return { outcome: 'two-factor', ...made }
  }

  async #begin(tx: DatabaseHandle, user: users.UserRow, context: CallContext, way: Way): Promise<Entered> {
    const { sessions, audit, clock } = this.#ports
    const lastSignInAt = clock.now().getTime()
    await users.updateUser(tx, user.id, { lastSignInAt, updatedAt: user.updatedAt })
    const detail = { method: way.method, ...way.detail }
    await audit.record(tx, context, { action: way.action, target: user.id, actor: user, detail })
    return { outcome: 'signed-in', begun: await sessions.begin(tx, { ...user, lastSignInAt }, context, way.method) }
  }
}
