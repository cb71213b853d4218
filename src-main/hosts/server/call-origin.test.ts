import { describe, expect, it } from 'vitest'
import { breachOf } from './call-origin.ts'
import type { Credentials } from './caller-credentials.ts'
import { csrfTokenOf, isCsrfTokenOf } from './csrf-token.ts'
import { ServerAddresses } from './server-addresses.ts'

const own = 'https://site.example'
const partner = 'https://partner.example'
const addresses = new ServerAddresses({ url: own })
const cookie: Credentials = { kind: 'cookie', token: 'session' }
const bearer: Credentials = { kind: 'bearer', token: 'key' }
const token = { 'x-csrf-token': csrfTokenOf('session') }

const breach = (method: string, headers: Record<string, string>, credentials: Credentials, host = 'site.example') =>
  breachOf({ method, host, headers }, addresses, credentials, new Set([partner]))

describe('a change that rides on the cookie', () => {
  it('goes through from the own pages with the token of its session', () => {
    expect(breach('POST', { origin: own, ...token }, cookie)).toBeNull()
    expect(breach('DELETE', { 'sec-fetch-site': 'same-origin', ...token }, cookie)).toBeNull()
  })

  it.each([
    ['token', { origin: own }],
    ['token', { origin: own, 'x-csrf-token': csrfTokenOf('another session') }],
    ['token', { origin: own, 'x-csrf-token': '' }],
    ['origin', { ...token }],
    ['origin', { origin: 'null', ...token }],
    ['origin', { origin: 'https://site.example.evil.example', ...token }],
    ['origin', { origin: partner, ...token }],
    ['site', { 'sec-fetch-site': 'cross-site', origin: own, ...token }],
    ['site', { 'sec-fetch-site': 'same-site', ...token }],
  ])('is refused for its %s: %o', (reason, headers) => {
    expect(breach('POST', headers, cookie)).toBe(reason)
  })

  it('is refused under a host that is not ours', () => {
    expect(breach('POST', { origin: own, ...token }, cookie, 'evil.example')).toBe('host')
  })
})

describe('a socket', () => {
  it('needs no token, but an origin of ours', () => {
    const upgrade = { upgrade: 'websocket' }
    expect(breach('GET', { ...upgrade, origin: own }, cookie)).toBeNull()
    expect(breach('GET', upgrade, cookie)).toBe('origin')
    expect(breach('GET', { ...upgrade, origin: partner }, cookie)).toBe('origin')
    expect(breach('GET', upgrade, bearer)).toBeNull()
  })
})

describe('a program with a bearer token', () => {
  it('has no cookie to abuse: no token is asked, and pages of allowed origins may be where it runs', () => {
    expect(breach('POST', {}, bearer)).toBeNull()
    expect(breach('POST', { origin: partner, 'sec-fetch-site': 'cross-site' }, bearer)).toBeNull()
    expect(breach('POST', { origin: 'https://evil.example' }, bearer)).toBe('origin')
  })
})

describe('reading', () => {
  it('needs no token and no origin', () => {
    expect(breach('GET', {}, cookie)).toBeNull()
    expect(breach('GET', { origin: 'https://evil.example' }, cookie)).toBe('origin')
  })
})

describe('the token', () => {
  it('belongs to one session, and is no copy of its secret', () => {
    expect(csrfTokenOf('a')).not.toBe(csrfTokenOf('b'))
    expect(csrfTokenOf('session')).not.toContain('session')
    expect(isCsrfTokenOf('a', csrfTokenOf('a'))).toBe(true)
    expect(isCsrfTokenOf('a', [csrfTokenOf('a')])).toBe(false)
    expect(isCsrfTokenOf('a', undefined)).toBe(false)
    expect(isCsrfTokenOf('a', '蔵'.repeat(43))).toBe(false)
  })
})
