import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Session, SessionEnd, SignInMethod } from '#shared/features/security/values.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'
import { forgetExpiredOneTimeSecrets } from '../repository/one-time-secrets.ts'
import * as repository from '../repository/sessions.ts'
import type { UserRow } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { isDevelopmentSignInOpen } from '../sign-in/development-mode.ts'
import { isUsable } from '../sign-in/usable-account.ts'
import { type SessionLimits, SessionView } from './session-view.ts'

export interface SessionPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly access: AccessDecisions
  readonly limits: () => SessionLimits
  readonly settings: () => Pick<SecuritySettings, 'twoFactorRequiredRoles' | 'environment' | 'developmentSignIn'>
}

/** How a session is used by a call. */
export interface SessionUse {
  /** The call proves that a person is there, which prolongs the session. */
  readonly active: boolean
  /** Where the call comes from, for the rights that hold there; that of the sign-in unless told. */
  readonly remoteAddress?: string
}

/** What a token stands for at this moment. */
export type Authentication =
  | { readonly state: 'live'; readonly caller: UserCaller; readonly session: Session }
  | { readonly state: 'ended'; readonly reason: SessionEnd }
  | { readonly state: 'unknown' }

export interface BegunSession {
  readonly token: string
  readonly session: Session
}

const activityWorthWritingMs = 10_000
const keepEndedMs = 7 * 24 * 3_600_000
type Times = Pick<repository.SessionRow, 'activeAt' | 'expiresAt'>

/** Sessions under opaque tokens; idle and absolute limits are enforced at every look-up, not by timers. */
export class SessionService {
  readonly #ports: SessionPorts
  readonly #view: SessionView

  constructor(ports: SessionPorts) {
    this.#ports = ports
    this.#view = new SessionView(ports)
  }

  async begin(tx: DatabaseHandle, user: UserRow, context: CallContext, method: SignInMethod): Promise<BegunSession> {
    const token = newSecret()
    const row = this.#newRow(token, { userId: user.id, method }, context)
    await repository.insertSession(tx, row)
    return { token, session: this.#view.sessionOf(row, user) }
  }

  /** A session under a token that is known beforehand, in place of any earlier one. */
  async beginUnder(tx: DatabaseHandle, token: string, owner: { userId: string; method: SignInMethod }): Promise<void> {
    await repository.forgetSessionByTokenHash(tx, hashOfSecret(token))
    const nowhere = { transport: 'rest', remoteAddress: '', userAgent: '' } as const
    await repository.insertSession(tx, this.#newRow(token, owner, nowhere))
  }

  /** `active` says that the call proves a person is there, which prolongs the session. */
  async authenticate(token: string, use: SessionUse): Promise<Authentication> {
    return this.#judge(await repository.findSessionByTokenHash(this.#ports.storage.db, hashOfSecret(token)), use)
  }

  /** The same for what was given out inside a session, and is worth nothing once the person's credentials have changed. */
  async authenticateById(
    id: string,
    { credentialVersion, ...use }: SessionUse & { readonly credentialVersion: number },
  ): Promise<Authentication> {
    const found = await repository.findSessionById(this.#ports.storage.db, id)
    return this.#judge(found?.user.credentialVersion === credentialVersion ? found : undefined, use)
  }

  async #judge(
    found: repository.SessionWithUser | undefined,
    { active, remoteAddress }: SessionUse,
  ): Promise<Authentication> {
    if (found === undefined) return { state: 'unknown' }
    const { session, user } = found
    if (session.endReason !== null) return { state: 'ended', reason: session.endReason }
    const now = this.#now()
    const over = this.#isAllowed(session, user) ? this.#overdue(session) : 'revoked'
    if (over !== null) {
      await this.end([session.id], over)
      return { state: 'ended', reason: over }
    }
    if (active && now - session.activeAt >= activityWorthWritingMs) {
      await repository.touchSession(this.#ports.storage.db, session.id, now)
      session.activeAt = now
    }
    const caller = this.#view.callerOf(session, user)
    return { state: 'live', session: this.#view.sessionOf(session, user, remoteAddress), caller }
  }

  /** Starts the idle time anew, whatever was written last. */
  async extend(session: Session): Promise<Session> {
    const now = this.#now()
    await repository.touchSession(this.#ports.storage.db, session.id, now)
    return {
      ...session,
      idleExpiresAt: this.#view.idleExpiry({ activeAt: now, expiresAt: Date.parse(session.expiresAt) }),
    }
  }

  /**
   * The session goes on under a new token and the old one is dead: whenever it may do more than before. Whoever asks has
   * just proved who they are. Fails with UNAUTHENTICATED when it has ended meanwhile.
   */
  async renew(tx: DatabaseHandle, sessionId: string): Promise<BegunSession> {
    const token = newSecret()
    const now = this.#now()
    const renewed = await repository.replaceToken(tx, sessionId, { tokenHash: hashOfSecret(token), now })
    const found = renewed ? await repository.findSessionByTokenHash(tx, hashOfSecret(token)) : undefined
    if (found === undefined) throw new AppError('UNAUTHENTICATED', {})
    return { token, session: this.#view.sessionOf(found.session, found.user) }
  }

  async end(ids: readonly string[], reason: SessionEnd): Promise<number> {
    const ended = await repository.endSessions(this.#ports.storage.db, ids, { at: this.#now(), reason })
    this.announceEnd(ended, reason)
    return ended.length
  }

  /** For ends written inside a larger unit of work: call after it has been committed. */
  announceEnd(ids: readonly string[], reason: SessionEnd): void {
    for (const sessionId of ids) this.#ports.events.publish({ type: 'security.session.ended', sessionId, reason })
  }

  /** Ends live sessions inside a larger unit of work; announce the ids it answers once that has been committed. */
  endInside(tx: DatabaseHandle, ids: readonly string[], reason: SessionEnd): Promise<string[]> {
    return repository.endSessions(tx, ids, { at: this.#now(), reason })
  }

  async revokeInside(tx: DatabaseHandle, userId: string, options: { except?: string } = {}): Promise<string[]> {
    const live = await repository.liveSessionsOf(tx, userId)
    const ids = live.filter((id) => id !== options.except)
    return repository.endSessions(tx, ids, { at: this.#now(), reason: 'revoked' })
  }

  /** Ends what is overdue, so that open windows hear of it, and forgets what ended long ago. */
  async sweep(): Promise<void> {
    const now = this.#now()
    const idleSince = now - this.#ports.limits().idleMs
    const overdue = await repository.overdueSessions(this.#ports.storage.db, { now, idleSince })
    const isAbsolute = (row: { expiresAt: number }) => row.expiresAt <= now
    await this.end(
      overdue.filter(isAbsolute).map(({ id }) => id),
      'absolute',
    )
    await this.end(
      overdue.filter((row) => !isAbsolute(row)).map(({ id }) => id),
      'idle',
    )
    await this.end(await repository.sessionsOfUnusableUsers(this.#ports.storage.db, now), 'revoked')
    await repository.forgetSessionsEndedBefore(this.#ports.storage.db, now - keepEndedMs)
    await forgetExpiredOneTimeSecrets(this.#ports.storage.db, now)
  }

  /** Neither a disabled account nor, outside its mode, the user of the development mode. */
  #isAllowed({ method }: repository.SessionRow, user: UserRow): boolean {
    return isUsable(user, this.#now()) && (method !== 'development' || isDevelopmentSignInOpen(this.#ports.settings()))
  }

  #newRow(
    token: string,
    owner: { userId: string; method: SignInMethod },
    { transport, remoteAddress, userAgent }: Pick<CallContext, 'transport' | 'remoteAddress' | 'userAgent'>,
  ): repository.SessionRow {
    const now = this.#now()
    return {
      id: newId(),
      ...owner,
      tokenHash: hashOfSecret(token),
      steppedUpAt: now,
      startedAt: now,
      activeAt: now,
      expiresAt: now + this.#ports.limits().absoluteMs,
      endedAt: null,
      endReason: null,
      transport,
      remoteAddress,
      userAgent: userAgent.slice(0, 500),
    }
  }

  #overdue({ activeAt, expiresAt }: Times): 'idle' | 'absolute' | null {
    const now = this.#now()
    if (expiresAt <= now) return 'absolute'
    return activeAt + this.#ports.limits().idleMs <= now ? 'idle' : null
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}
