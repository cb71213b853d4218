import { describe, expect, it } from 'vitest'
import { apiKeyCondition } from './api-key-state.ts'

const now = Date.parse('2026-11-22T00:00:00Z')
const at = (days: number) => new Date(now + days * 86_400_000).toISOString()

describe('the state of an API key', () => {
  it('warns two weeks before the key expires', () => {
    expect(apiKeyCondition({ state: 'active', expiresAt: at(15) }, now)).toBe('active')
    expect(apiKeyCondition({ state: 'active', expiresAt: at(13) }, now)).toBe('soon')
  })

  it('warns of no key that has stopped working already', () => {
    expect(apiKeyCondition({ state: 'revoked', expiresAt: at(3) }, now)).toBe('revoked')
    expect(apiKeyCondition({ state: 'expired', expiresAt: at(-3) }, now)).toBe('expired')
  })
})
