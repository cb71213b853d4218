import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Session } from '#shared/features/security/values.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { hashOfSecret, newSecret } from '../random-secret.ts'
import * as repository from '../repository/refresh-tokens.ts'
import { endSessions } from '../repository/sessions.ts'
import { findUser, type UserRow } from '../repository/users.ts'
import type { BegunSession, SessionService } from '../sessions/session-service.ts'
import type { AccessTokens } from './access-tokens.ts'
import { refreshGraceMs } from './token-times.ts'

/** The way of signing in that tokens are issued after: the same checks, delays and limits as for a window. */
export type SignInForTokens = (
  input: { readonly name: string; readonly password: string; readonly code?: string | undefined },
  context: CallContext,
) => Promise<BegunSession>

export interface TokenPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly audit: Pick<AuditTrail, 'record'>
  readonly sessions: Pick<SessionService, 'authenticateById' | 'announceEnd'>
  readonly accessTokens: AccessTokens
  readonly signIn: SignInForTokens
}

/** What `tokens.issue` and `tokens.refresh` answer. */
export interface TokenPair {
  readonly accessToken: string
  readonly accessExpiresAt: string
  readonly refreshToken: string
  readonly refreshExpiresAt: string
}

type Family = Pick<repository.RefreshTokenRow, 'familyId' | 'userId' | 'sessionId' | 'expiresAt'>
type Exchange =
  | { readonly outcome: 'fresh'; readonly refreshToken: string }
  | { readonly outcome: 'replayed'; readonly ended: string[] }

/**
 * Pairs of an access and a refresh token for programs. A pair belongs to a session, whose end kills both at once; each
 * refresh token is good once, and one that comes back late tells of a thief: then the session ends.
 */
export class TokenService {
  readonly #ports: TokenPorts

  constructor(ports: TokenPorts) {
    this.#ports = ports
  }

  async issue(
    input: { readonly name: string; readonly password: string; readonly code?: string | undefined },
    context: CallContext,
  ): Promise<TokenPair> {
    const { session } = await this.#ports.signIn(input, context)
    const user = await this.#userOf(session.user.id)
    const family = {
      ...{ familyId: newId(), userId: user.id, sessionId: session.id },
      expiresAt: Date.parse(session.expiresAt),
    }
    const refreshToken = await this.#ports.storage.transaction((tx) => this.#insertNext(tx, family))
    return this.#pair(user, family, refreshToken)
  }

  /** Fails with UNAUTHENTICATED for whatever is no good, and with SESSION_EXPIRED once the session has run out. */
  async refresh(refreshToken: string, context: CallContext): Promise<TokenPair> {
    const { storage, sessions } = this.#ports
    const tokenHash = hashOfSecret(refreshToken)
    const row = await repository.findRefreshToken(storage.db, tokenHash)
    if (row === undefined) throw new AppError('UNAUTHENTICATED', {})
    const user = await this.#userOf(row.userId)
    await this.#assertLive(row.sessionId, user)
    const exchange = await storage.transaction((tx) => this.#exchange(tx, row, context))
    if (exchange.outcome === 'fresh') return this.#pair(user, row, exchange.refreshToken)
    sessions.announceEnd(exchange.ended, 'revoked')
    this.#warn(user)
    throw new AppError('UNAUTHENTICATED', {})
  }

  /** Ends the session of the token; an unknown one is no error, so that nobody learns which are known. */
  async revoke(refreshToken: string, context: CallContext): Promise<void> {
    const { storage, sessions, audit } = this.#ports
    const row = await repository.findRefreshToken(storage.db, hashOfSecret(refreshToken))
    if (row === undefined) return
    const ended = await storage.transaction(async (tx) => {
      await audit.record(tx, inTheNameOf(row, context), { action: 'security.tokens.revoke', target: row.sessionId })
      return this.#end(tx, row, 'signed-out')
    })
    sessions.announceEnd(ended, 'signed-out')
  }

  /** Of many that bring the same token at once one takes it; the others come within the grace and get pairs of their own. */
  async #exchange(tx: DatabaseHandle, row: repository.RefreshTokenRow, context: CallContext): Promise<Exchange> {
    const { tokenHash } = row
    if (!(await repository.takeRefreshToken(tx, tokenHash, this.#now()))) {
      const usedAt = (await repository.findRefreshToken(tx, tokenHash))?.usedAt ?? 0
      if (this.#now() - usedAt > refreshGraceMs) return this.#replayed(tx, row, context)
    }
    return { outcome: 'fresh', refreshToken: await this.#insertNext(tx, row) }
  }

  async #replayed(tx: DatabaseHandle, row: repository.RefreshTokenRow, context: CallContext): Promise<Exchange> {
    const entry = { action: 'security.tokens.refresh', target: row.sessionId, detail: { reused: true } }
    await this.#ports.audit.record(tx, inTheNameOf(row, context), entry)
    return { outcome: 'replayed', ended: await this.#end(tx, row, 'revoked') }
  }

  async #assertLive(sessionId: string, { credentialVersion }: UserRow): Promise<void> {
    const found = await this.#ports.sessions.authenticateById(sessionId, { active: false, credentialVersion })
    if (found.state === 'live') return
    const reason = found.state === 'ended' ? found.reason : null
    if (reason === 'idle' || reason === 'absolute') throw new AppError('SESSION_EXPIRED', { reason })
    throw new AppError('UNAUTHENTICATED', {})
  }

  async #insertNext(tx: DatabaseHandle, { familyId, userId, sessionId, expiresAt }: Family): Promise<string> {
    const refreshToken = newSecret()
    const tokenHash = hashOfSecret(refreshToken)
    const row = { tokenHash, familyId, userId, sessionId, expiresAt, createdAt: this.#now(), usedAt: null }
    await repository.insertRefreshToken(tx, row)
    return refreshToken
  }

  async #pair(user: UserRow, { sessionId, expiresAt }: Family, refreshToken: string): Promise<TokenPair> {
    const claims = { userId: user.id, sessionId, credentialVersion: user.credentialVersion }
    const access = await this.#ports.accessTokens.sign(claims, expiresAt)
    return {
      accessToken: access.token,
      accessExpiresAt: new Date(access.expiresAt).toISOString(),
      refreshToken,
      refreshExpiresAt: new Date(expiresAt).toISOString(),
    }
  }

  #end(tx: DatabaseHandle, { sessionId }: Family, reason: 'revoked' | 'signed-out'): Promise<string[]> {
    return endSessions(tx, [sessionId], { at: this.#now(), reason })
  }

  async #userOf(id: Session['user']['id']): Promise<UserRow> {
    const user = await findUser(this.#ports.storage.db, id)
    if (user === undefined) throw new AppError('UNAUTHENTICATED', {})
    return user
  }

  /** Told to the person in all their windows: somebody else has had their token. */
  #warn({ id, name }: UserRow): void {
    const at = this.#ports.clock.now().toISOString()
    const told = { severity: 'warning', code: 'security.notice.token-reused', data: { name }, link: null } as const
    this.#ports.events.publish({ type: 'notice', id: newId(), at, ...told }, { to: 'user', userId: id })
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function inTheNameOf({ userId }: Family, context: CallContext): CallContext {
  return { ...context, caller: { kind: 'system', onBehalfOf: userId } }
}
