import type { CallContext } from '#main/platform/caller.ts'
import type { ConfigValues } from '#main/platform/config/index.ts'
import { subscriberOf } from '#main/platform/networks.ts'
import { parseRateWindows, type RateWindow } from '#main/platform/rate-windows.ts'
import type { ProcedureMeta, RateLimitClass } from '#shared/contract/procedure.ts'
import type { RateRule } from './rate-limiter.ts'

const settingOf = {
  login: 'rateLimit.login',
  'login-address': 'rateLimit.loginAddress',
  register: 'rateLimit.register',
  'password-reset': 'rateLimit.passwordReset',
  'two-factor': 'rateLimit.twoFactor',
  search: 'rateLimit.search',
  read: 'rateLimit.read',
  write: 'rateLimit.write',
  delete: 'rateLimit.delete',
  admin: 'rateLimit.admin',
  upload: 'rateLimit.upload',
  report: 'rateLimit.report',
  'backup-run': 'rateLimit.backupRun',
  live: 'rateLimit.live',
  other: 'rateLimit.other',
  anonymous: 'rateLimit.anonymous',
  'window-read': 'rateLimit.windowRead',
  'window-write': 'rateLimit.windowWrite',
} as const

type RateName = RateLimitClass | 'login-address' | 'anonymous' | 'window-read' | 'window-write'

/** Windows of every class for programs, strangers and signing in, and the budget of a signed-in window. */
export type RateRules = Readonly<Record<RateName, readonly RateWindow[]>>

const entrance: ReadonlySet<RateName> = new Set(['login', 'login-address', 'register', 'password-reset', 'two-factor'])

/** The rules as the settings say; with limits switched off, signing in stays limited. */
export function rateRulesOf(config: ConfigValues): RateRules {
  const windows = (name: RateName) =>
    config['rateLimit.enabled'] || entrance.has(name) ? (parseRateWindows(config[settingOf[name]]) ?? []) : []
  return {
    ...{ login: windows('login'), 'login-address': windows('login-address'), register: windows('register') },
    ...{ 'password-reset': windows('password-reset'), 'two-factor': windows('two-factor') },
    ...{ search: windows('search'), read: windows('read'), write: windows('write'), delete: windows('delete') },
    ...{ admin: windows('admin'), upload: windows('upload'), report: windows('report') },
    ...{ 'backup-run': windows('backup-run'), live: windows('live'), other: windows('other') },
    ...{ anonymous: windows('anonymous') },
    ...{ 'window-read': windows('window-read'), 'window-write': windows('window-write') },
  }
}

const reading: ReadonlySet<RateLimitClass> = new Set(['read', 'search', 'live'])
const costly: ReadonlySet<RateLimitClass> = new Set(['upload', 'report', 'backup-run'])

/**
 * The counters a call belongs to; none where nothing is limited. A signed-in window has a budget of its own, and only what
 * is costly counts by its class as well. Entrances count per name and address together, so that nobody can shut another
 * out, and per address; everything else per user or key, or per address for strangers.
 */
export function rateRulesFor(
  rules: RateRules,
  meta: Pick<ProcedureMeta, 'rateLimit' | 'access'>,
  context: CallContext,
  input: unknown,
): readonly RateRule[] {
  const { transport } = context
  if (transport === 'cli' || transport === 'internal') return []
  return namesFor(meta, context, input)
    .map(({ name, subject }) => ({ key: `${name}|${subject}`, windows: rules[name] }))
    .filter(({ windows }) => windows.length > 0)
}

interface Counter {
  readonly name: RateName
  readonly subject: string
}

function namesFor(
  { rateLimit, access }: Pick<ProcedureMeta, 'rateLimit' | 'access'>,
  context: CallContext,
  input: unknown,
): Counter[] {
  const { transport, caller } = context
  const source = subscriberOf(context.remoteAddress)
  if (entrance.has(rateLimit)) {
    const name = caller.kind === 'user' ? caller.userId : nameIn(input)
    const own = { name: rateLimit, subject: `${name}|${source}` }
    return rateLimit === 'login' || name !== '' ? [own, { name: 'login-address', subject: source }] : [own]
  }
  if (caller.kind === 'user' && transport !== 'rest') {
    const budget: RateName = reading.has(rateLimit) ? 'window-read' : 'window-write'
    const own: Counter = { name: budget, subject: caller.sessionId }
    return costly.has(rateLimit) ? [own, { name: rateLimit, subject: `user|${caller.userId}` }] : [own]
  }
  const subject = subjectOf(context, source)
  const own: Counter = { name: rateLimit, subject }
  return caller.kind === 'anonymous' && access !== 'public' ? [own, { name: 'anonymous', subject }] : [own]
}

function subjectOf({ caller }: CallContext, source: string): string {
  if (caller.kind === 'user') return `user|${caller.userId}`
  return caller.kind === 'api-key' ? `key|${caller.keyId}` : `address|${source}`
}

function nameIn(input: unknown): string {
  const name = typeof input === 'object' && input !== null && 'name' in input ? input.name : ''
  return typeof name === 'string' ? name.slice(0, 256).normalize('NFKC').trim().toLowerCase() : ''
}
