import { Ability, type MatchConditions } from '@casl/ability'
import {
  type AccessConditions,
  type HeldAccess,
  type Permission,
  rolePermissions,
} from '#shared/contract/permissions.ts'
import { isRightToThings, type Situation, statesOf } from './conditions.ts'

/** A question as CASL sees it: may the permission be used in this situation? */
export type AccessAbility = Ability<Question, RuleConditions>
type Question = [Permission, 'situation' | { readonly situation: AskedSituation }]

/** A situation, and for which right it is looked at. */
export interface AskedSituation extends Situation {
  readonly permission: Permission
}

/** Conditions of a rule; a denial holds already where an allowance does not hold yet. */
export interface RuleConditions {
  readonly effect: 'allow' | 'deny'
  readonly conditions: AccessConditions
}

const rememberedAtMost = 500

/**
 * Rights made ready for questions, by what is held; the least recently used are forgotten. Among the rules of one right
 * CASL lets the last that matches decide: denials come last.
 */
export class CompiledAccess {
  readonly #abilities = new Map<string, AccessAbility>()

  of(held: HeldAccess): AccessAbility {
    const key = JSON.stringify(held)
    const ability = this.#abilities.get(key) ?? compile(held)
    this.#abilities.delete(key)
    this.#abilities.set(key, ability)
    const [oldest] = this.#abilities.keys()
    if (this.#abilities.size > rememberedAtMost && oldest !== undefined) this.#abilities.delete(oldest)
    return ability
  }

  get size(): number {
    return this.#abilities.size
  }
}

function compile({ builtInRoles, rules }: HeldAccess): AccessAbility {
  const builtIn = builtInRoles.map((role) => ({
    action: [...rolePermissions[role]],
    subject: 'situation' as const,
    reason: role,
  }))
  const custom = (effect: RuleConditions['effect']) =>
    rules
      .filter((rule) => rule.effect === effect)
      .map(({ permissions, conditions, roleName }) => ({
        action: [...permissions],
        subject: 'situation' as const,
        inverted: effect === 'deny',
        conditions: { effect, conditions },
        reason: roleName,
      }))
  return new Ability<Question, RuleConditions>([...builtIn, ...custom('allow'), ...custom('deny')], {
    conditionsMatcher: matcherOf,
    detectSubjectType: () => 'situation',
    resolveAction: (action) => action,
  })
}

function matcherOf({ effect, conditions }: RuleConditions): MatchConditions {
  const holds = (situation: AskedSituation) =>
    statesOf(conditions, situation).every(({ state }) => {
      const known = state === 'open' && !isRightToThings(situation.permission) ? 'unknown' : state
      return known === 'met' || known === (effect === 'allow' ? 'open' : 'unknown')
    })
  return ({ situation }) => holds(situation)
}
