import { isInNetworks } from '#main/platform/networks.ts'
import { type AccessConditions, classificationSchema, type Permission } from '#shared/contract/permissions.ts'
import type { AccessResource } from '#shared/features/security/contract/rights.ts'
import { isWithinHours } from './hours.ts'

/** What a rule is held against: who asks, when, from where, and about what. */
export interface Situation {
  readonly callerId: string
  readonly at: Date
  readonly timeZone: string
  readonly environment: string
  readonly siteName: string
  /** Empty for windows and commands of this machine; undefined where nobody knows. */
  readonly remoteAddress: string | undefined
  /** Undefined asks about at least one thing of those there may be. */
  readonly resource: AccessResource | undefined
}

/**
 * How a condition stands. `open` depends on the thing, and no thing was named; `unknown` cannot be told and counts
 * against the caller, in an allowance as in a denial.
 */
export type ConditionState = 'met' | 'unmet' | 'open' | 'unknown'
export type ConditionName = keyof AccessConditions

/** Rights to things that have an owner, and most a classification; of all others nobody asks about one thing. */
const rightsToThings: ReadonlySet<Permission> = new Set([
  'backup.read',
  'backup.run',
  'backup.restore',
  'backup.manage',
  'tasks.read',
  'tasks.cancel',
])

export function isRightToThings(permission: Permission): boolean {
  return rightsToThings.has(permission)
}

/** Conditions that depend on the thing and not on the call. */
export const thingConditions = ['owner', 'highestClassification'] as const satisfies readonly ConditionName[]

const stated = (isMet: boolean): ConditionState => (isMet ? 'met' : 'unmet')

const checks: {
  readonly [N in ConditionName]: (conditions: AccessConditions, situation: Situation) => ConditionState
} = {
  owner: (_conditions, { resource, callerId }) => {
    if (resource === undefined) return 'open'
    return resource.ownerId === undefined ? 'unknown' : stated(resource.ownerId === callerId)
  },
  sites: ({ sites = [] }, { resource, siteName }) => stated(sites.includes(resource?.site ?? siteName)),
  environments: ({ environments = [] }, { environment }) => stated(environments.some((one) => one === environment)),
  hours: ({ hours }, { at, timeZone }) => stated(hours === undefined || isWithinHours(hours, at, timeZone)),
  networks: ({ networks = [] }, { remoteAddress }) =>
    remoteAddress === undefined ? 'unknown' : stated(isInNetworks(remoteAddress, networks)),
  highestClassification: ({ highestClassification = 'public' }, { resource }) => {
    if (resource === undefined) return 'open'
    if (resource.classification === undefined) return 'unknown'
    return stated(classificationsUpTo(highestClassification).includes(resource.classification))
  },
}

/** How each condition that is set stands, in the order a person would ask. */
export function statesOf(
  conditions: AccessConditions,
  situation: Situation,
): { readonly name: ConditionName; readonly state: ConditionState }[] {
  const names: readonly ConditionName[] = [
    'owner',
    'sites',
    'environments',
    'hours',
    'networks',
    'highestClassification',
  ]
  return names
    .filter((name) => conditions[name] !== undefined)
    .map((name) => ({ name, state: checks[name](conditions, situation) }))
}

export function classificationsUpTo(highest: (typeof classificationSchema.options)[number]) {
  return classificationSchema.options.slice(0, classificationSchema.options.indexOf(highest) + 1)
}
