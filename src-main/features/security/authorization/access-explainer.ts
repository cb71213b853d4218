import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import type { AccessResource, Decision } from '#shared/features/security/contract/rights.ts'
import type { Duty } from '#shared/features/security/values.ts'
import { listRoles, toCustomRole } from '../repository/roles.ts'
import { findUser, type UserRow } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { requiresTwoFactor } from '../two-factor/two-factor-requirement.ts'
import type { AccessDecisions } from './access-decisions.ts'
import { callerWithoutSession } from './caller-without-session.ts'

export interface AccessExplainerPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Pick<Clock, 'now'>
  readonly access: AccessDecisions
  readonly settings: () => Pick<SecuritySettings, 'twoFactorRequiredRoles'>
}

export interface AccessInquiry {
  readonly permission: Permission
  readonly userId?: string | undefined
  readonly resource?: AccessResource | undefined
}

/** "Why may I not?": the decision about oneself, or about somebody else for those who look after people. */
export class AccessExplainer {
  readonly #ports: AccessExplainerPorts

  constructor(ports: AccessExplainerPorts) {
    this.#ports = ports
  }

  async explain({ permission, userId, resource }: AccessInquiry, context: CallContext): Promise<Decision> {
    const { access, storage } = this.#ports
    const { caller, remoteAddress } = context
    const isOwn = userId === undefined || (caller.kind === 'user' && caller.userId === userId)
    if (isOwn) return this.#withRolesOfSite(access.decide(caller, permission, { resource, remoteAddress }))
    access.assert(context, 'users.read')
    const user = await findUser(storage.db, userId)
    if (user === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: userId })
    return this.#withRolesOfSite(this.#decideFor(user, permission, resource))
  }

  /** As it would be in a window of this machine: from where they call is not known. */
  #decideFor(user: UserRow, permission: Permission, resource: AccessResource | undefined): Decision {
    const isExpired = user.expiresAt !== null && user.expiresAt <= this.#ports.clock.now().getTime()
    if (user.state === 'disabled' || isExpired) {
      return { allowed: false, permission, reason: { code: 'account-disabled' } }
    }
    const caller = { ...callerWithoutSession(user), duty: this.#dutyOf(user) }
    return this.#ports.access.decide(caller, permission, { resource })
  }

  #dutyOf(user: UserRow): Duty | null {
    if (user.mustChangePassword === 1) return 'change-password'
    const isOwed = requiresTwoFactor(user, this.#ports.settings().twoFactorRequiredRoles)
    return isOwed && user.twoFactorEnabled === 0 ? 'enrol-two-factor' : null
  }

  async #withRolesOfSite(decision: Decision): Promise<Decision> {
    if (decision.reason.code !== 'no-role-grants-it') return decision
    const roles = (await listRoles(this.#ports.storage.db)).map((row) => toCustomRole(row, 0))
    const granting = roles.filter(({ rules }) =>
      rules.some((rule) => rule.effect === 'allow' && rule.permissions.includes(decision.permission)),
    )
    const rolesThatWould = [...decision.reason.rolesThatWould, ...granting.map(({ name }) => name)]
    return { ...decision, reason: { code: 'no-role-grants-it', rolesThatWould } }
  }
}
