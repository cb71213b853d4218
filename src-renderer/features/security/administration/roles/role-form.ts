import { z } from 'zod'
import {
  type AccessConditions,
  type AccessRule,
  accessRuleSchema,
  type Classification,
  type Permission,
} from '#shared/contract/permissions.ts'
import type { CustomRole } from '#shared/features/security/contract/rights.ts'
import { labelSchema } from '#shared/features/security/values.ts'

/** A rule as one fills it in: everything is there, and empty means that it does not restrict. */
export interface RuleValues {
  readonly effect: AccessRule['effect']
  readonly permissions: readonly Permission[]
  readonly own: boolean
  readonly environments: readonly ('development' | 'staging' | 'production')[]
  readonly limitsHours: boolean
  readonly days: readonly string[]
  readonly from: string
  readonly to: string
  /** One network a line. */
  readonly networks: string
  /** One site a line. */
  readonly sites: string
  readonly highestClassification: Classification | null
}

export interface RoleValues {
  readonly name: string
  readonly description: string
  readonly requiresTwoFactor: boolean
  readonly rules: readonly RuleValues[]
}

export const emptyRule: RuleValues = {
  effect: 'allow',
  permissions: [],
  own: false,
  environments: [],
  limitsHours: false,
  days: ['1', '2', '3', '4', '5'],
  from: '09:00',
  to: '18:00',
  networks: '',
  sites: '',
  highestClassification: null,
}

/** The lines of a field that have something on them. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.normalize('NFKC').trim())
    .filter((line) => line !== '')
}

function conditionsOf(rule: RuleValues): AccessConditions {
  const networks = linesOf(rule.networks)
  const sites = linesOf(rule.sites)
  return {
    ...(rule.own ? { owner: 'own' } : {}),
    ...(sites.length === 0 ? {} : { sites: [...sites] }),
    ...(rule.environments.length === 0 ? {} : { environments: [...rule.environments] }),
    ...(rule.limitsHours
      ? { hours: { days: rule.days.map(Number).toSorted((a, b) => a - b), from: rule.from, to: rule.to } }
      : {}),
    ...(networks.length === 0 ? {} : { networks: [...networks] }),
    ...(rule.highestClassification === null ? {} : { highestClassification: rule.highestClassification }),
  }
}

/** The rule as the program takes it. */
export function ruleOf(rule: RuleValues): AccessRule {
  return { effect: rule.effect, permissions: [...rule.permissions], conditions: conditionsOf(rule) }
}

/** What of a rule cannot be taken: the names of its fields. */
export function faultsOf(rule: RuleValues): ReadonlySet<string> {
  const issues = accessRuleSchema.safeParse(ruleOf(rule)).error?.issues ?? []
  return new Set(issues.map((issue) => String(issue.path[0] === 'conditions' ? issue.path[1] : issue.path[0])))
}

/** The lines that are not networks in CIDR form. */
export function wrongNetworks(text: string): readonly string[] {
  const network = z.union([z.cidrv4(), z.cidrv6()])
  return linesOf(text).filter((line) => !network.safeParse(line).success)
}

const isComplete = (rule: RuleValues) => faultsOf(rule).size === 0

/** Checks a role as it is filled in. */
export const roleFormSchema: z.ZodType<unknown, RoleValues> = z.object({
  name: labelSchema,
  description: z.string().max(1000),
  requiresTwoFactor: z.boolean(),
  rules: z
    .array(z.custom<RuleValues>())
    .max(100)
    .readonly()
    .refine((rules) => rules.every(isComplete)),
})

function ruleValuesOf(rule: AccessRule): RuleValues {
  const { owner, sites, environments, hours, networks, highestClassification } = rule.conditions
  return {
    ...emptyRule,
    effect: rule.effect,
    permissions: rule.permissions,
    own: owner === 'own',
    environments: environments ?? [],
    limitsHours: hours !== undefined,
    ...(hours === undefined ? {} : { days: hours.days.map(String), from: hours.from, to: hours.to }),
    networks: (networks ?? []).join('\n'),
    sites: (sites ?? []).join('\n'),
    highestClassification: highestClassification ?? null,
  }
}

/** A role of the site as one changes it. */
export function roleValuesOf(role: CustomRole): RoleValues {
  return {
    name: role.name,
    description: role.description,
    requiresTwoFactor: role.requiresTwoFactor,
    rules: role.rules.map(ruleValuesOf),
  }
}
