import type { Caller } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import {
  type AccessConditions,
  type AccessRule,
  classificationSchema,
  type HeldAccess,
  type Permission,
  permissions,
  rolePermissions,
} from '#shared/contract/permissions.ts'

/**
 * Nobody gives, or takes power over, rights they do not hold themselves: throws FORBIDDEN naming the first right that
 * the caller lacks, or holds under conditions that what is given does not have.
 */
export function assertMayGrant(caller: Caller, given: HeldAccess): void {
  if (caller.kind === 'local-operator' || caller.kind === 'system') return
  for (const permission of permissions) {
    const wanted = rulesOn(given, permission)
    if (wanted.allowed.length === 0) continue
    if (caller.kind === 'anonymous' || !holds(caller, permission, wanted))
      throw new AppError('FORBIDDEN', { permission })
  }
}

/** Lets nobody but those who hold every right there is do what would let them come in as anybody. */
export function assertHoldsEverything(caller: Caller): void {
  assertMayGrant(caller, { builtInRoles: ['administrator'], rules: [] })
}

/** Lifting a denial gives what it denied; one that stands in `after` as well is not lifted. */
export function assertMayLift(caller: Caller, before: HeldAccess, after: HeldAccess): void {
  const lifted = permissions.flatMap((permission) => {
    const kept = rulesOn(after, permission).denied
    return rulesOn(before, permission)
      .denied.filter((denied) => !kept.some((wide) => covers(wide, denied)))
      .map((conditions) => ({ effect: 'allow' as const, permissions: [permission], conditions, roleName: '' }))
  })
  assertMayGrant(caller, { builtInRoles: [], rules: lifted })
}

interface RulesOnOne {
  readonly allowed: readonly AccessConditions[]
  readonly denied: readonly AccessConditions[]
}

function rulesOn({ builtInRoles, rules }: HeldAccess, permission: Permission): RulesOnOne {
  const builtIn = builtInRoles.filter((role) => rolePermissions[role].includes(permission)).map(() => ({}))
  const custom = (effect: AccessRule['effect']) =>
    rules
      .filter((rule) => rule.effect === effect && rule.permissions.includes(permission))
      .map((rule) => rule.conditions)
  return { allowed: [...builtIn, ...custom('allow')], denied: custom('deny') }
}

function holds(
  caller: Extract<Caller, { kind: 'user' | 'api-key' }>,
  permission: Permission,
  wanted: RulesOnOne,
): boolean {
  if (caller.kind === 'api-key' && !caller.scopes.includes(permission)) return false
  const own = rulesOn(caller.held, permission)
  const isAllowed = wanted.allowed.every((given) => own.allowed.some((mine) => covers(mine, given)))
  return isAllowed && own.denied.every((mine) => wanted.denied.some((given) => covers(given, mine)))
}

/** Whether the one holds wherever the other does. */
function covers(wide: AccessConditions, narrow: AccessConditions): boolean {
  const within = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
    one === undefined || (other?.every((item) => one.includes(item)) ?? false)
  const level = ({ highestClassification = 'restricted' }: AccessConditions) =>
    classificationSchema.options.indexOf(highestClassification)
  return (
    (wide.owner === undefined || narrow.owner === wide.owner) &&
    within(wide.sites, narrow.sites) &&
    within(wide.environments, narrow.environments) &&
    (wide.hours === undefined || JSON.stringify(wide.hours) === JSON.stringify(narrow.hours)) &&
    within(wide.networks, narrow.networks) &&
    level(wide) >= level(narrow)
  )
}
