import type { Caller } from '#main/platform/caller.ts'
import { type Permission, permissions, rolePermissions } from '#shared/contract/permissions.ts'
import type { AccessResource, Decision } from '#shared/features/security/contract/rights.ts'

/** The one place that decides who may do what, for every host and the scheduler. */
export class AccessDecisions {
  /** Without a resource: whether the caller may do it to anything at all. */
  decide(caller: Caller, permission: Permission, _resource?: AccessResource): Decision {
    if (caller.kind === 'local-operator' || caller.kind === 'system') {
      return { allowed: true, permission, reason: { code: 'granted-by-role', role: caller.kind } }
    }
    const held = caller.kind === 'anonymous' ? [] : caller.held.builtInRoles
    const role = held.find((one) => rolePermissions[one].includes(permission))
    if (role !== undefined) return { allowed: true, permission, reason: { code: 'granted-by-role', role } }
    return { allowed: false, permission, reason: { code: 'no-role-grants-it', rolesThatWould: [] } }
  }

  /** Everything the caller may do to at least one thing at this moment. */
  permissionsOf(caller: Caller): Permission[] {
    return permissions.filter((permission) => this.decide(caller, permission).allowed)
  }
}
