import { isIPv6 } from 'node:net'
import type { CallContext } from '#main/platform/caller.ts'
import type { RateLimitClass } from '#shared/contract/procedure.ts'
import type { RateWindow } from './rate-limiter.ts'

const minute = 60
const hour = 3600
const day = 86_400
const windows = (...pairs: readonly (readonly [limit: number, seconds: number])[]): readonly RateWindow[] =>
  pairs.map(([limit, seconds]) => ({ limit, seconds }))

/** Windows of every class for programs, strangers and signing in, and the budget of a signed-in window. */
export type RateRules = Readonly<Record<RateLimitClass | 'window-read' | 'window-write', readonly RateWindow[]>>

export const standardRules: RateRules = {
  login: windows([5, minute], [20, hour], [100, day]),
  register: windows([3, hour], [10, day]),
  'password-reset': windows([3, hour]),
  'two-factor': windows([10, minute], [50, hour]),
  search: windows([30, minute], [500, hour]),
  read: windows([100, minute], [5000, hour]),
  write: windows([20, minute], [200, hour]),
  delete: windows([10, minute], [100, hour]),
  admin: windows([200, minute]),
  upload: windows([5, minute], [50, hour]),
  report: windows([20, hour]),
  'backup-run': windows([100, hour]),
  other: windows([60, minute]),
  live: windows([60, minute]),
  'window-read': windows([50, 1]),
  'window-write': windows([10, 1]),
}

/** For those who switch the limits off: signing in stays limited. */
export const signInRulesOnly: RateRules = {
  ...standardRules,
  ...{ search: [], read: [], write: [], delete: [], admin: [], live: [], 'window-read': [], 'window-write': [] },
  ...{ upload: [], report: [], 'backup-run': [], other: [] },
}

const reading: ReadonlySet<RateLimitClass> = new Set(['read', 'search', 'live'])

/** Which counter a call belongs to and what it allows; null where nothing is limited. */
export interface RateRule {
  readonly key: string
  readonly windows: readonly RateWindow[]
}

/**
 * A signed-in window has a budget of its own; sign-in calls count per name and address together, so that nobody can shut
 * another out; everything else counts per user, or per address for strangers.
 */
export function rateRuleOf(
  rules: RateRules,
  kind: RateLimitClass,
  context: CallContext,
  input: unknown,
): RateRule | null {
  const rule = ruleOf(rules, kind, context, input)
  return rule === null || rule.windows.length === 0 ? null : rule
}

function ruleOf(rules: RateRules, kind: RateLimitClass, context: CallContext, input: unknown): RateRule | null {
  const { transport, caller } = context
  if (transport === 'cli' || transport === 'internal') return null
  const source = sourceOf(context.remoteAddress)
  if (kind === 'login') {
    const name = caller.kind === 'user' ? caller.userId : nameIn(input)
    return { key: `login|${name}|${source}`, windows: rules.login }
  }
  if (caller.kind === 'user' && transport !== 'rest') {
    const budget = reading.has(kind) ? 'window-read' : 'window-write'
    return { key: `${budget}|${caller.sessionId}`, windows: rules[budget] }
  }
  const subject = caller.kind === 'user' ? `user|${caller.userId}` : `address|${source}`
  return { key: `${kind}|${subject}`, windows: rules[kind] }
}

/** An address stands for itself, an IPv6 address for its network of 64 bits. */
export function sourceOf(address: string): string {
  if (address.toLowerCase().startsWith('::ffff:') && address.includes('.')) return address.slice(7)
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? []
  const start = head.split(':').filter(Boolean)
  const end = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const groups =
    tail === undefined ? start : [...start, ...Array<string>(8 - start.length - end.length).fill('0'), ...end]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

function nameIn(input: unknown): string {
  const name = typeof input === 'object' && input !== null && 'name' in input ? input.name : ''
  return typeof name === 'string' ? name.slice(0, 256).normalize('NFKC').trim().toLowerCase() : ''
}
