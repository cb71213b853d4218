import type { CallContext, Caller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { AppError } from '#shared/contract/errors.ts'
import {
  type BuiltInRole,
  builtInRoleSchema,
  type Permission,
  permissions,
  rolePermissions,
} from '#shared/contract/permissions.ts'
import type { AccessResource, Decision } from '#shared/features/security/contract/rights.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { type AccessScope, everything, nothing, scopeOfRules } from './access-scope.ts'
import { type AccessAbility, type AskedSituation, CompiledAccess } from './compiled-access.ts'
import { isRightToThings, statesOf } from './conditions.ts'

/** What a question is about besides the right. */
export interface AccessQuestion {
  /** The thing; without it the question is whether the caller may do it to at least one. */
  readonly resource?: AccessResource | undefined
  /** Where the caller is: empty for windows and commands of this machine. Unknown, it fulfils no condition. */
  readonly remoteAddress?: string | undefined
}

export interface AccessPorts {
  readonly clock: Pick<Clock, 'now'>
  readonly settings: () => Pick<SecuritySettings, 'environment' | 'timeZone'>
  readonly site: () => { readonly siteName: string }
}

type HoldingCaller = Extract<Caller, { kind: 'user' | 'api-key' }>

/** The one place that decides who may do what, for every host, the services and the scheduler. */
export class AccessDecisions {
  readonly #ports: AccessPorts
  readonly #compiled = new CompiledAccess()

  constructor(ports: AccessPorts) {
    this.#ports = ports
  }

  decide(caller: Caller, permission: Permission, question: AccessQuestion = {}): Decision {
    if (caller.kind === 'anonymous') return denied(permission, noRole(permission))
    if (caller.kind === 'local-operator' || caller.kind === 'system') {
      return { allowed: true, permission, reason: { code: 'granted-by-role', role: caller.kind } }
    }
    if (caller.kind === 'user' && caller.duty !== null) {
      return denied(permission, { code: 'duty-first', duty: caller.duty })
    }
    if (caller.kind === 'api-key' && !caller.scopes.includes(permission)) {
      return denied(permission, { code: 'outside-key-scope' })
    }
    return decideByRules(this.#compiled.of(caller.held), this.#situation(caller, permission, question))
  }

  /** Lets the call go on, or ends it with FORBIDDEN. */
  assert(
    { caller, remoteAddress }: Pick<CallContext, 'caller' | 'remoteAddress'>,
    permission: Permission,
    resource?: AccessResource,
  ): void {
    const { allowed } = this.decide(caller, permission, { resource, remoteAddress })
    if (!allowed) throw new AppError('FORBIDDEN', { permission })
  }

  /** The things to which the caller has the right at this moment, for narrowing a query down. */
  scopeOf(
    { caller, remoteAddress }: Pick<CallContext, 'caller' | 'remoteAddress'>,
    permission: Permission,
  ): AccessScope {
    if (caller.kind === 'local-operator' || caller.kind === 'system') return everything
    if (caller.kind === 'anonymous' || !this.decide(caller, permission, { remoteAddress }).allowed) return nothing
    const situation = this.#situation(caller, permission, { remoteAddress })
    return scopeOfRules(this.#compiled.of(caller.held), situation)
  }

  /** Everything the caller may do to at least one thing at this moment. */
  permissionsOf(caller: Caller, remoteAddress?: string): Permission[] {
    return permissions.filter((permission) => this.decide(caller, permission, { remoteAddress }).allowed)
  }

  #situation(caller: HoldingCaller, permission: Permission, question: AccessQuestion): AskedSituation {
    const { environment, timeZone } = this.#ports.settings()
    return {
      permission,
      callerId: caller.userId,
      at: this.#ports.clock.now(),
      timeZone,
      environment,
      siteName: this.#ports.site().siteName,
      remoteAddress: question.remoteAddress,
      resource: question.resource,
    }
  }
}

function decideByRules(ability: AccessAbility, situation: AskedSituation): Decision {
  const { permission } = situation
  const deciding = ability.relevantRuleFor(permission, { situation })
  if (deciding !== null) {
    const role = deciding.reason ?? ''
    if (deciding.inverted) return denied(permission, { code: 'denied-by-rule', role })
    return { allowed: true, permission, reason: { code: 'granted-by-role', role } }
  }
  const missed = ability.possibleRulesFor(permission, 'situation').find((rule) => !rule.inverted)
  if (missed === undefined) return denied(permission, noRole(permission))
  return denied(permission, {
    code: 'condition-not-met',
    role: missed.reason ?? '',
    condition: missedCondition(missed.conditions?.conditions ?? {}, situation),
  })
}

function missedCondition(conditions: Parameters<typeof statesOf>[0], situation: AskedSituation): string {
  const isMissed = (state: string) => state !== 'met' && (state !== 'open' || !isRightToThings(situation.permission))
  return statesOf(conditions, situation).find(({ state }) => isMissed(state))?.name ?? ''
}

function denied(permission: Permission, reason: Decision['reason']): Decision {
  return { allowed: false, permission, reason }
}

function noRole(permission: Permission): Decision['reason'] {
  const grants = (role: BuiltInRole) => rolePermissions[role].includes(permission)
  return { code: 'no-role-grants-it', rolesThatWould: builtInRoleSchema.options.filter(grants) }
}
