import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { PasswordKeeper } from '../passwords/password-keeper.ts'
import type { Pepper } from '../passwords/pepper.ts'
import { countUnusedBackupCodes, replaceBackupCodes } from '../repository/backup-codes.ts'
import * as repository from '../repository/totp.ts'
import { raiseCredentialVersion, requirePasswordChange, setTwoFactorEnabled } from '../repository/user-credentials.ts'
import { findUser, type UserRow } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { BegunSession, SessionService } from '../sessions/session-service.ts'
import type { OwnProof } from '../sign-in/own-proof.ts'
import { makeBackupCodes } from './backup-codes.ts'
import type { SecondFactors } from './second-factors.ts'
import { authenticatorAddress, newTotpSecret, normalizeCode, qrCodeOf, stepOfCode } from './totp.ts'
import { requiresTwoFactor } from './two-factor-requirement.ts'

export interface TwoFactorPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly sessions: SessionService
  readonly passwords: PasswordKeeper
  readonly pepper: Pepper
  readonly factors: SecondFactors
  readonly proof: OwnProof
  readonly audit: AuditTrail
  readonly settings: () => Pick<SecuritySettings, 'twoFactorIssuer' | 'twoFactorRequiredRoles'>
}

type OwnContext = CallContext & { readonly caller: UserCaller }
type State = 'off' | 'pending' | 'on'

/** Codes to show this once, and the session under its new token. */
export interface ShownCodes {
  readonly backupCodes: readonly string[]
  readonly begun: BegunSession
}

const enrolmentMisses = 5

/** One's own second factor: setting it up, enabling it by a first code, taking it away again. */
export class TwoFactorService {
  readonly #ports: TwoFactorPorts

  constructor(ports: TwoFactorPorts) {
    this.#ports = ports
  }

  async status({ caller }: OwnContext) {
    const { storage, settings } = this.#ports
    const user = await this.#find(caller.userId)
    const row = await repository.findTotp(storage.db, user.id)
    return {
      state: stateOf(row),
      required: requiresTwoFactor(user, settings().twoFactorRequiredRoles),
      enabledAt: instantOf(row?.enabledAt),
      lastUsedAt: instantOf(row?.lastUsedAt),
      backupCodesLeft: await countUnusedBackupCodes(storage.db, user.id),
    }
  }

  /** A new secret, for a first or another device. One that counts already goes on counting until the new one is enabled. */
  async setUp(password: string, context: OwnContext) {
    const { storage, clock, factors, proof, audit, settings } = this.#ports
    const user = await this.#find(context.caller.userId)
    await proof.password(user, password)
    const secret = newTotpSecret()
    const pendingSecret = await factors.seal(user.id, secret)
    await storage.transaction(async (tx) => {
      await repository.putPendingSecret(tx, { userId: user.id, pendingSecret, now: clock.now().getTime() })
      await audit.record(tx, context, { action: 'security.twoFactor.setUp', target: user.id })
    })
    const { twoFactorIssuer: issuer } = settings()
    const address = authenticatorAddress({ secret, issuer, account: user.name })
    return { secret, address, qrCode: qrCodeOf(address), issuer }
  }

  /** Ends all other sessions and shows the backup codes. */
  async enable(typed: string, context: OwnContext): Promise<ShownCodes> {
    const { storage, clock, factors, pepper } = this.#ports
    const user = await this.#find(context.caller.userId)
    const row = await repository.findTotp(storage.db, user.id)
    const pendingSecret = row?.pendingSecret ?? null
    if (pendingSecret === null) throw new AppError('TWO_FACTOR_STATE', { state: stateOf(row) })
    const step = await this.#stepOf(await factors.open(user.id, pendingSecret), typed)
    const { codes, stored } = await makeBackupCodes(pepper, user.id)
    const begun = await this.#change('security.twoFactor.enable', context, async (tx) => {
      const now = clock.now().getTime()
      if (!(await repository.enablePendingSecret(tx, { userId: user.id, pendingSecret, step, now }))) {
        throw new AppError('TWO_FACTOR_STATE', { state: stateOf(await repository.findTotp(tx, user.id)) })
      }
      await setTwoFactorEnabled(tx, user.id, { enabled: true, now })
      await replaceBackupCodes(tx, user.id, stored)
    })
    return { backupCodes: codes, begun }
  }

  /** A password that was long enough only beside a second factor must be changed next. */
  async disable(password: string, context: OwnContext): Promise<BegunSession> {
    const { proof, passwords, factors, settings } = this.#ports
    const user = await this.#find(context.caller.userId)
    await this.#assertOn(user)
    if (requiresTwoFactor(user, settings().twoFactorRequiredRoles)) throw new AppError('TWO_FACTOR_MANDATORY', {})
    await proof.password(user, password)
    return this.#change('security.twoFactor.disable', context, async (tx) => {
      await factors.remove(tx, user.id)
      if (!passwords.suffices(password, false)) await requirePasswordChange(tx, user.id)
    })
  }

  /** New backup codes; the earlier ones stop working. */
  async renewBackupCodes(password: string, context: OwnContext): Promise<ShownCodes> {
    const { storage, proof, pepper, sessions, audit } = this.#ports
    const user = await this.#find(context.caller.userId)
    await this.#assertOn(user)
    await proof.password(user, password)
    const { codes, stored } = await makeBackupCodes(pepper, user.id)
    const begun = await storage.transaction(async (tx) => {
      await replaceBackupCodes(tx, user.id, stored)
      await audit.record(tx, context, { action: 'security.twoFactor.renewBackupCodes', target: user.id })
      return sessions.renew(tx, context.caller.sessionId)
    })
    return { backupCodes: codes, begun }
  }

  /** A change of the second factor makes what was given out before worthless, but the session that made it. */
  async #change(
    action: string,
    context: OwnContext,
    work: (tx: DatabaseHandle) => Promise<void>,
  ): Promise<BegunSession> {
    const { storage, sessions, audit, events } = this.#ports
    const { userId, sessionId } = context.caller
    const { begun, ended } = await storage.transaction(async (tx) => {
      await work(tx)
      await raiseCredentialVersion(tx, userId)
      await audit.record(tx, context, { action, target: userId })
      const revoked = await sessions.revokeInside(tx, userId, { except: sessionId })
      return { ended: revoked, begun: await sessions.renew(tx, sessionId) }
    })
    sessions.announceEnd(ended, 'revoked')
    events.publish({ type: 'security.user.changed', id: userId })
    return begun
  }

  /** Guessing here gains nothing, since whoever may guess has seen the secret. */
  async #stepOf(secret: string, typed: string): Promise<number> {
    const step = await stepOfCode(secret, normalizeCode(typed), this.#ports.clock.now())
    if (step === null) throw new AppError('TWO_FACTOR_CODE_WRONG', { attemptsLeft: enrolmentMisses })
    return step
  }

  async #assertOn(user: UserRow): Promise<void> {
    const state = stateOf(await repository.findTotp(this.#ports.storage.db, user.id))
    if (state !== 'on') throw new AppError('TWO_FACTOR_STATE', { state })
  }

  async #find(userId: string): Promise<UserRow> {
    const user = await findUser(this.#ports.storage.db, userId)
    if (user === undefined) throw new AppError('UNAUTHENTICATED', {})
    return user
  }
}

function stateOf(row: repository.TotpRow | undefined): State {
  if (row === undefined) return 'off'
  if (row.sealedSecret !== null) return 'on'
  return row.pendingSecret === null ? 'off' : 'pending'
}

function instantOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString()
}
