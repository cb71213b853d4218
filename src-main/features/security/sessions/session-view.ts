import type { UserCaller } from '#main/platform/caller.ts'
import type { Duty, Session, SignInMethod, User } from '#shared/features/security/values.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import { callerWithoutSession } from '../authorization/caller-without-session.ts'
import type * as repository from '../repository/sessions.ts'
import { toUser, type UserRow } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { requiresTwoFactor } from '../two-factor/two-factor-requirement.ts'

/** Limits of a session in milliseconds. */
export interface SessionLimits {
  readonly idleMs: number
  readonly absoluteMs: number
  readonly warnBeforeMs: number
  /** How long a proof of who is there counts for what asks for it. */
  readonly stepUpMs: number
}

export interface SessionViewPorts {
  readonly access: AccessDecisions
  readonly limits: () => SessionLimits
  readonly settings: () => Pick<SecuritySettings, 'twoFactorRequiredRoles'>
}

/** The identity provider asks for what it thinks right; the fixed user of the development mode has no password. */
const vouchedFor: readonly SignInMethod[] = ['single-sign-on', 'development']

/** A session as its owner and as the rest of the program see it, made of its row and that of its user. */
export class SessionView {
  readonly #ports: SessionViewPorts

  constructor(ports: SessionViewPorts) {
    this.#ports = ports
  }

  /** When the session ends unless somebody does something. */
  idleExpiry({ activeAt, expiresAt }: Pick<repository.SessionRow, 'activeAt' | 'expiresAt'>): string {
    return new Date(Math.min(activeAt + this.#ports.limits().idleMs, expiresAt)).toISOString()
  }

  /** The rights shown are those of a caller at this address: that of the sign-in unless told. */
  sessionOf(row: repository.SessionRow, user: UserRow, remoteAddress = row.remoteAddress): Session {
    const until = this.#steppedUpUntil(row)
    return {
      id: row.id,
      user: { ...toUser(user), twoFactor: this.#twoFactorOf(user) },
      permissions: this.#ports.access.permissionsOf(this.callerOf(row, user), remoteAddress),
      duty: this.#dutyOf(row, user),
      startedAt: new Date(row.startedAt).toISOString(),
      idleExpiresAt: this.idleExpiry(row),
      expiresAt: new Date(row.expiresAt).toISOString(),
      warnBeforeMs: this.#ports.limits().warnBeforeMs,
      steppedUpUntil: until === null ? null : new Date(until).toISOString(),
    }
  }

  callerOf(row: repository.SessionRow, user: UserRow): UserCaller {
    return {
      ...callerWithoutSession(user),
      duty: this.#dutyOf(row, user),
      sessionId: row.id,
      steppedUpUntil: this.#steppedUpUntil(row),
    }
  }

  #steppedUpUntil({ steppedUpAt }: Pick<repository.SessionRow, 'steppedUpAt'>): number | null {
    return steppedUpAt === null ? null : steppedUpAt + this.#ports.limits().stepUpMs
  }

  #twoFactorOf(user: UserRow): User['twoFactor'] {
    if (user.twoFactorEnabled === 1) return 'on'
    return requiresTwoFactor(user, this.#ports.settings().twoFactorRequiredRoles) ? 'required' : 'off'
  }

  /** A person who must choose a password or a second factor does that first; what others vouch for asks for neither. */
  #dutyOf({ method }: Pick<repository.SessionRow, 'method'>, user: UserRow): Duty | null {
    if (vouchedFor.includes(method)) return null
    if (user.mustChangePassword === 1) return 'change-password'
    return this.#twoFactorOf(user) === 'required' ? 'enrol-two-factor' : null
  }
}
