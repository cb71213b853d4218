import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeApiKey, matchesHash, newApiKey, readApiKey } from './api-key-format.ts'

describe('the format of API keys', () => {
  it('names the environment, has a form that scanners find, and is read back to its prefix and hash', () => {
    const made = newApiKey('production')
    expect(made.key).toMatch(/^krb_prod_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9a-f]{8}$/)
    expect(made.key.startsWith(`${made.prefix}_`)).toBe(true)
    expect(readApiKey(made.key)).toEqual({ prefix: made.prefix, hash: made.hash })
    expect(newApiKey('staging').prefix).toMatch(/^krb_stg_/)
    expect(newApiKey('development').prefix).toMatch(/^krb_dev_/)
  })

  it('never makes two alike', () => {
    const made = Array.from({ length: 500 }, () => newApiKey('production'))
    expect(new Set(made.map(({ hash }) => hash)).size).toBe(500)
  })

  it('finds any single wrong sign by the checksum alone', () => {
    const { key } = newApiKey('production')
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, sign) => {
        fc.pre(key[at] !== sign)
        expect(readApiKey(key.slice(0, at) + sign + key.slice(at + 1))).toBeNull()
      }),
    )
  })

  it('refuses cut, longer and any other text without an exception', () => {
    const { key } = newApiKey('production')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.nat(key.length - 1).map((n) => key.slice(0, n)),
        ),
        (text) => {
          expect(readApiKey(text)).toBeNull()
        },
      ),
    )
    expect(readApiKey(`${key}\n`)).toBeNull()
    expect(readApiKey(`${key}${key}`)).toBeNull()
    expect(readApiKey('krb_prod_'.repeat(100_000))).toBeNull()
  })

  it('never takes a session token or an access token for a key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const token = Buffer.from(bytes).toString('base64url')
        expect(looksLikeApiKey(token)).toBe(false)
        expect(looksLikeApiKey(`${token}.${token}.${token}`)).toBe(false)
      }),
    )
  })

  it('compares hashes and answers false where none is kept', () => {
    const { hash } = newApiKey('production')
    expect(matchesHash(hash, hash)).toBe(true)
    expect(matchesHash(hash, newApiKey('production').hash)).toBe(false)
    expect(matchesHash(hash, undefined)).toBe(false)
  })
})
