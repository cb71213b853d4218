import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import { type AccessRule, builtInRoleSchema, type HeldAccess, rolePermissions } from '#shared/contract/permissions.ts'
import type { CustomRole, RoleList } from '#shared/features/security/contract/rights.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { holdersOf, recomputeHeldAccess } from '../repository/held-access.ts'
import * as repository from '../repository/roles.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { nameKeyOf } from '../user-name.ts'
import { isRightToThings, thingConditions } from './conditions.ts'
import { assertMayGrant, assertMayLift } from './granting.ts'

export interface RolePorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly audit: AuditTrail
  readonly settings: () => Pick<SecuritySettings, 'twoFactorRequiredRoles'>
}

/** What a person sets of a role. */
export interface RoleInput {
  readonly name: string
  readonly description: string
  readonly rules: AccessRule[]
  readonly requiresTwoFactor: boolean
}

/** Roles of the site beside those that come with the program. */
export class RoleService {
  readonly #ports: RolePorts

  constructor(ports: RolePorts) {
    this.#ports = ports
  }

  async list(): Promise<RoleList> {
    const { db } = this.#ports.storage
    const required = this.#ports.settings().twoFactorRequiredRoles
    const counts = await repository.countHolders(db)
    return {
      builtIn: builtInRoleSchema.options.map((role) => ({
        role,
        permissions: [...rolePermissions[role]],
        requiresTwoFactor: required.includes(role),
        userCount: counts.get(role) ?? 0,
      })),
      custom: (await repository.listRoles(db)).map((row) => repository.toCustomRole(row, counts.get(row.id) ?? 0)),
    }
  }

  async create(input: RoleInput, context: CallContext): Promise<CustomRole> {
    const { storage, audit, clock, events } = this.#ports
    assertMayGrant(context.caller, heldThrough(input))
    const now = clock.now().getTime()
    const row: repository.RoleRow = { id: newId(), ...columnsOf(input), createdAt: now, updatedAt: now }
    await unlessTaken(input.name, () =>
      storage.transaction(async (tx) => {
        await repository.insertRole(tx, row)
        await audit.record(tx, context, { action: 'security.roles.create', target: row.id, detail: { after: input } })
      }),
    )
    events.publish({ type: 'security.role.changed', id: row.id })
    return repository.toCustomRole(row, 0)
  }

  /** Holders have the new rights as soon as it is committed: what they hold is written in the same transaction. */
  async update(id: string, input: RoleInput, context: CallContext): Promise<CustomRole> {
    const { storage, audit, clock, events } = this.#ports
    assertMayGrant(context.caller, heldThrough(input))
    const { row, holders, changed } = await unlessTaken(input.name, () =>
      storage.transaction(async (tx) => {
        const before = await this.#find(tx, id)
        assertMayLift(context.caller, heldThrough(inputOf(before)), heldThrough(input))
        const after = { ...before, ...columnsOf(input), updatedAt: clock.now().getTime() }
        await repository.updateRole(tx, after)
        const held = await holdersOf(tx, id)
        const detail = { before: inputOf(before), after: input }
        await audit.record(tx, context, { action: 'security.roles.update', target: id, detail })
        return { row: after, holders: held.length, changed: await recomputeHeldAccess(tx, held) }
      }),
    )
    events.publish({ type: 'security.role.changed', id })
    for (const userId of changed) events.publish({ type: 'security.user.changed', id: userId })
    return repository.toCustomRole(row, holders)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit, clock, events } = this.#ports
    await storage.transaction(async (tx) => {
      const before = await this.#find(tx, id)
      const usedBy = await repository.usersOfRole(tx, id, clock.now().getTime())
      if (usedBy.length > 0) throw new AppError('IN_USE', { resource: 'role', id, usedBy })
      await repository.deleteRole(tx, id)
      const detail = { before: inputOf(before) }
      const gone = { target: id, targetName: before.name }
      await audit.record(tx, context, { action: 'security.roles.remove', ...gone, detail })
    })
    events.publish({ type: 'security.role.changed', id })
  }

  async #find(db: DatabaseHandle, id: string): Promise<repository.RoleRow> {
    const found = await repository.findRole(db, id)
    if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'role', id })
    return found
  }
}

function columnsOf(input: RoleInput) {
  refuseConditionsWithoutThings(input.rules)
  const { name, description, rules, requiresTwoFactor } = input
  const nameKey = nameKeyOf(name)
  if (builtInRoleSchema.safeParse(nameKey).success) throw nameTaken(name)
  return { name, nameKey, description, rules: JSON.stringify(rules), requiresTwoFactor: requiresTwoFactor ? 1 : 0 }
}

function inputOf(row: repository.RoleRow): RoleInput {
  const { name, description, rules, requiresTwoFactor } = repository.toCustomRole(row, 0)
  return { name, description, rules, requiresTwoFactor }
}

function heldThrough({ name, rules }: RoleInput): HeldAccess {
  return { builtInRoles: [], rules: rules.map((rule) => ({ ...rule, roleName: name })) }
}

/** Whose a thing is restricts nothing where nobody asks about one thing: such a rule would promise what it cannot keep. */
function refuseConditionsWithoutThings(rules: readonly AccessRule[]): void {
  const issues = rules.flatMap(({ permissions, conditions }, at) =>
    permissions.every(isRightToThings)
      ? []
      : thingConditions
          .filter((name) => conditions[name] !== undefined)
          .map((name) => ({ path: `rules.${at}.conditions.${name}`, message: 'condition-has-no-meaning' })),
  )
  if (issues.length > 0) throw new AppError('VALIDATION', { issues })
}

async function unlessTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name) : error
  }
}

function nameTaken(value: string): AppError {
  return new AppError('CONFLICT', { resource: 'role', field: 'name', value })
}
