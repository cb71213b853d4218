import type { AccessConditions, Classification } from '#shared/contract/permissions.ts'
import type { AccessAbility, AskedSituation } from './compiled-access.ts'
import { classificationsUpTo, statesOf, thingConditions } from './conditions.ts'

/** Things by owner and classification; what is left out does not restrict. */
export interface ThingCondition {
  readonly ownerId?: string
  readonly classifications?: readonly Classification[]
}

/** Things a caller may touch: those that fulfil any of `allowed` and none of `denied`. */
export interface AccessScope {
  readonly allowed: readonly ThingCondition[]
  readonly denied: readonly ThingCondition[]
}

export const everything: AccessScope = { allowed: [{}], denied: [] }
export const nothing: AccessScope = { allowed: [], denied: [] }

/** What the rules leave of the things when everything but the thing is known. */
export function scopeOfRules(ability: AccessAbility, situation: AskedSituation): AccessScope {
  const allowed: ThingCondition[] = []
  const denied: ThingCondition[] = []
  for (const rule of ability.possibleRulesFor(situation.permission, 'situation')) {
    const conditions = rule.conditions?.conditions ?? {}
    const ofCall = statesOf(conditions, situation).filter(({ name }) => !thingConditions.some((one) => one === name))
    const holds = ofCall.every(({ state }) => state === 'met' || (rule.inverted && state === 'unknown'))
    if (holds) (rule.inverted ? denied : allowed).push(thingCondition(conditions, situation.callerId))
  }
  return { allowed, denied }
}

function thingCondition({ owner, highestClassification }: AccessConditions, callerId: string): ThingCondition {
  return {
    ...(owner === undefined ? {} : { ownerId: callerId }),
    ...(highestClassification === undefined ? {} : { classifications: classificationsUpTo(highestClassification) }),
  }
}
