import { describe, expect, it } from 'vitest'
import { firstStep, stepAfter } from './entrance-step.ts'

describe('the way in', () => {
  it('begins where the address leads, and with name and password otherwise', () => {
    const failure = new Error('the address was used up')
    expect(firstStep({ kind: 'reset', secret: 'abc' }, null)).toEqual({ at: 'reset', secret: 'abc' })
    expect(firstStep({ kind: 'invitation', secret: 'abc' }, null)).toEqual({ at: 'invitation', secret: 'abc' })
    expect(firstStep({ kind: 'sign-in', secret: 'abc' }, failure)).toEqual({ at: 'password', failure })
    expect(firstStep(null, null)).toEqual({ at: 'password', failure: null })
  })

  it('goes on to the second factor where one is asked for', () => {
    const expiresAt = '2026-11-22T09:05:00Z'
    expect(stepAfter({ outcome: 'two-factor', requiresTwoFactor: true, challenge: 'c', expiresAt })).toEqual({
      at: 'two-factor',
      challenge: 'c',
      expiresAt,
    })
  })
})
