import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { revokeApiKeys } from '../repository/api-keys.ts'
import { countLiveSessions, keyFigures, liveBreakGlassUsers } from '../repository/centre-figures.ts'
import { findKeysRotatedAt, noteKeysRotated } from '../repository/key-rotation.ts'
import { forgetRefreshTokensExcept } from '../repository/refresh-tokens.ts'
import { endLiveSessionsExcept } from '../repository/sessions.ts'
import { findSignInFreeze, freezeSignIns, thawSignIns } from '../repository/sign-in-freeze.ts'
import type { SessionService } from '../sessions/session-service.ts'

/** A kind of key that is made anew; answers how many stored values were sealed anew. Repeatable after a crash. */
export interface KeyRotation {
  readonly name: string
  rotate(context: CallContext): Promise<number>
}

export interface IncidentPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly audit: Pick<AuditTrail, 'record'>
  readonly sessions: Pick<SessionService, 'announceEnd'>
  readonly rotations: readonly KeyRotation[]
}

/** What one does when somebody has broken in: shut the doors, turn everybody out, change the locks. */
export class IncidentService {
  readonly #ports: IncidentPorts

  constructor(ports: IncidentPorts) {
    this.#ports = ports
  }

  async status() {
    const { db } = this.#ports.storage
    const now = this.#now()
    const freeze = await findSignInFreeze(db)
    const keys = await keyFigures(db, { now, oldBefore: 0, unusedSince: 0 })
    const rotatedAt = await findKeysRotatedAt(db)
    const breakGlass = await liveBreakGlassUsers(db, now)
    return {
      signInsFrozenSince: freeze === null ? null : new Date(freeze.since).toISOString(),
      frozenBy: freeze?.by ?? null,
      openSessions: await countLiveSessions(db, now),
      activeApiKeys: keys.usable,
      keysRotatedAt: rotatedAt === null ? null : new Date(rotatedAt).toISOString(),
      breakGlassUsers: breakGlass.map(({ name, expiresAt }) => ({
        name,
        expiresAt: new Date(expiresAt ?? now).toISOString(),
      })),
    }
  }

  async freezeSignIns(frozen: boolean, context: CallContext): Promise<{ signInsFrozenSince: string | null }> {
    const { storage, audit } = this.#ports
    const by = nameOf(context)
    await storage.transaction(async (tx) => {
      if (frozen) await freezeSignIns(tx, { since: this.#now(), by })
      else await thawSignIns(tx)
      await audit.record(tx, context, { action: 'security.incident.freezeSignIns', detail: { frozen } })
    })
    this.#changed()
    return { signInsFrozenSince: (await this.status()).signInsFrozenSince }
  }

  /** Everybody out but the caller: windows close at once, refresh tokens are worth nothing. */
  async endAllSessions(context: CallContext): Promise<{ endedSessions: number; revokedTokens: number }> {
    const { storage, audit, sessions } = this.#ports
    const own = context.caller.kind === 'user' ? context.caller.sessionId : null
    const { ended, revokedTokens } = await storage.transaction(async (tx) => {
      const tokens = await forgetRefreshTokensExcept(tx, own)
      const ids = await endLiveSessionsExcept(tx, own, { at: this.#now(), reason: 'revoked' })
      const detail = { endedSessions: ids.length, revokedTokens: tokens }
      await audit.record(tx, context, { action: 'security.incident.endAllSessions', detail })
      return { ended: ids, revokedTokens: tokens }
    })
    sessions.announceEnd(ended, 'revoked')
    this.#changed()
    return { endedSessions: ended.length, revokedTokens }
  }

  /** One kind after the other: what is done when the program dies in between stays done, and doing it again is harmless. */
  async rotateKeys(context: CallContext): Promise<{ rotated: string[]; reencryptedValues: number }> {
    const { storage, audit, rotations } = this.#ports
    let reencryptedValues = 0
    for (const rotation of rotations) reencryptedValues += await rotation.rotate(context)
    const rotated = rotations.map(({ name }) => name)
    await storage.transaction(async (tx) => {
      await noteKeysRotated(tx, this.#now())
      await audit.record(tx, context, {
        action: 'security.incident.rotateKeys',
        detail: { rotated, reencryptedValues },
      })
    })
    this.#changed()
    return { rotated, reencryptedValues }
  }

  async revokeAllApiKeys(context: CallContext): Promise<{ revokedKeys: number }> {
    const { storage, audit, events } = this.#ports
    const revoked = await storage.transaction(async (tx) => {
      const ids = await revokeApiKeys(tx, this.#now())
      await audit.record(tx, context, { action: 'security.incident.revokeAllApiKeys', detail: { keys: ids.length } })
      return ids
    })
    for (const id of revoked) events.publish({ type: 'security.api-key.changed', id })
    this.#changed()
    return { revokedKeys: revoked.length }
  }

  #changed(): void {
    this.#ports.events.publish({ type: 'security.incident.changed' })
    this.#ports.events.publish({ type: 'security.checks.changed' })
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function nameOf({ caller }: CallContext): string {
  if (caller.kind === 'user' || caller.kind === 'api-key') return caller.name
  return caller.kind === 'local-operator' ? caller.systemUser : caller.kind
}
