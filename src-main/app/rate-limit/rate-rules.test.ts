import { beforeAll, describe, expect, it } from 'vitest'
import type { CallContext, Caller } from '#main/platform/caller.ts'
import { loadConfig } from '#main/platform/config/index.ts'
import type { Access, RateLimitClass } from '#shared/contract/procedure.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { type RateRules, rateRulesFor, rateRulesOf } from './rate-rules.ts'

const user: Caller = userCaller('viewer', { userId: 'u', sessionId: 's' })

function context(change: Partial<CallContext>): CallContext {
  const base: CallContext = {
    requestId: 'r',
    transport: 'rest',
    remoteAddress: '192.0.2.1',
    userAgent: '',
    caller: { kind: 'anonymous' },
  }
  return { ...base, ...change }
}

let rules: RateRules

const configOf = async (environment: Record<string, string>) =>
  (await loadConfig({ dataFolder: '/nonexistent', processEnvironment: environment, flags: {} })).values

beforeAll(async () => {
  rules = rateRulesOf(await configOf({}))
})

function keys(
  rateLimit: RateLimitClass,
  change: Partial<CallContext>,
  input: unknown = {},
  access: Access = 'signed-in',
) {
  return rateRulesFor(rules, { rateLimit, access }, context(change), input).map(({ key }) => key)
}

describe('which counters a call belongs to', () => {
  it('counts signing in per name and address together whatever the spelling, and per address', () => {
    const login = (name: string, remoteAddress = '192.0.2.1') => keys('login', { remoteAddress }, { name }, 'public')
    expect(login('Admin')).toEqual(login(' ａｄｍｉｎ'))
    expect(login('admin')).toEqual(['login|admin|192.0.2.1', 'login-address|192.0.2.1'])
    expect(login('admin', '192.0.2.2')).toEqual(['login|admin|192.0.2.2', 'login-address|192.0.2.2'])
  })

  it('gives a signed-in window 50 reads and 10 writes a second, and counts what is costly by its class too', () => {
    const windowCall = { transport: 'websocket', caller: user } as const
    const of = (rateLimit: RateLimitClass) =>
      rateRulesFor(rules, { rateLimit, access: 'signed-in' }, context(windowCall), {})
    expect(of('read')).toEqual([{ key: 'window-read|s', windows: [{ limit: 50, seconds: 1 }] }])
    expect(of('write')).toEqual([{ key: 'window-write|s', windows: [{ limit: 10, seconds: 1 }] }])
    expect(of('report').map(({ key }) => key)).toEqual(['window-write|s', 'report|user|u'])
  })

  it('counts programs per user or key, and strangers per address', () => {
    const key: Caller = {
      ...{ kind: 'api-key', keyId: 'k', name: 'n', scopes: [], userId: 'u' },
      held: { builtInRoles: [], rules: [] },
    }
    expect(keys('read', { caller: user })).toEqual(['read|user|u'])
    expect(keys('read', { caller: key })).toEqual(['read|key|k'])
    expect(keys('read', {}, {}, 'public')).toEqual(['read|address|192.0.2.1'])
  })

  it('counts what strangers call without a right to it in a narrow budget of its own', () => {
    expect(keys('read', {}, {}, 'backup.read')).toEqual(['read|address|192.0.2.1', 'anonymous|address|192.0.2.1'])
  })

  it('limits neither the command line nor the program itself', () => {
    expect(keys('login', { transport: 'cli' })).toEqual([])
    expect(keys('write', { transport: 'internal' })).toEqual([])
  })

  it('counts an IPv6 network of 64 bits as one source', () => {
    const keysFrom = (remoteAddress: string) => keys('login', { remoteAddress })
    expect(keysFrom('2001:db8:0:1:aaaa::1')).toEqual(keysFrom('2001:0db8:0000:0001:bbbb::2'))
    expect(keysFrom('2001:db8:0:1::1')).not.toEqual(keysFrom('2001:db8:0:2::1'))
  })
})
