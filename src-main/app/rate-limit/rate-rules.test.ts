import { describe, expect, it } from 'vitest'
import type { CallContext, Caller } from '#main/platform/caller.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { rateRuleOf, sourceOf, standardRules } from './rate-rules.ts'

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

describe('which counter a call belongs to', () => {
  it('counts signing in per name and address together, whatever the spelling', () => {
    const key = (name: string, remoteAddress: string) =>
      rateRuleOf(standardRules, 'login', context({ remoteAddress }), { name })?.key
    expect(key('Admin', '192.0.2.1')).toBe(key(' ａｄｍｉｎ', '192.0.2.1'))
    expect(key('admin', '192.0.2.1')).not.toBe(key('admin', '192.0.2.2'))
    expect(key('admin', '192.0.2.1')).not.toBe(key('other', '192.0.2.1'))
  })

  it('gives a signed-in window 50 reads and 10 writes a second', () => {
    const rule = (kind: 'read' | 'write') =>
      rateRuleOf(standardRules, kind, context({ transport: 'websocket', caller: user }), {})?.windows
    expect(rule('read')).toEqual([{ limit: 50, seconds: 1 }])
    expect(rule('write')).toEqual([{ limit: 10, seconds: 1 }])
  })

  it('counts programs per user and strangers per address', () => {
    expect(rateRuleOf(standardRules, 'read', context({ caller: user }), {})?.key).toContain('user|u')
    expect(rateRuleOf(standardRules, 'read', context({}), {})?.key).toContain('address|192.0.2.1')
  })

  it('limits neither the command line nor the program itself', () => {
    expect(rateRuleOf(standardRules, 'login', context({ transport: 'cli' }), {})).toBeNull()
    expect(rateRuleOf(standardRules, 'write', context({ transport: 'internal' }), {})).toBeNull()
  })

  it('treats an IPv6 network of 64 bits as one source', () => {
    expect(sourceOf('2001:db8:0:1:aaaa::1')).toBe(sourceOf('2001:0db8:0000:0001:bbbb::2'))
    expect(sourceOf('2001:db8:0:1::1')).not.toBe(sourceOf('2001:db8:0:2::1'))
    expect(sourceOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
    expect(sourceOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
    expect(sourceOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  })
})
