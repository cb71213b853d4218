import { describe, expect, it } from 'vitest'
import { failureOf, isFailure, retryAdvice, toneOf } from './failure.ts'

describe('what was thrown', () => {
  it('is read as an expected failure only with the data its code promises', () => {
    const inUse = { code: 'IN_USE', data: { resource: 'repository', id: '1', usedBy: ['夜間'] } }
    expect(failureOf(inUse)).toEqual(inUse)
    expect(failureOf({ code: 'IN_USE', data: { resource: 'repository' } })).toEqual({ code: 'UNEXPECTED' })
    expect(failureOf({ code: 'CANCELLED' })).toEqual({ code: 'CANCELLED', data: {} })
  })

  it('is a lost connection when the client says so, and unexpected otherwise', () => {
    const lost = Object.assign(new Error('no answer'), { name: 'ConnectionLostError' })
    expect(failureOf(lost)).toEqual({ code: 'CONNECTION_LOST' })
    for (const thrown of [new TypeError('x'), null, undefined, 'text', { code: 'toString' }, { code: 7 }])
      expect(failureOf(thrown)).toEqual({ code: 'UNEXPECTED' })
  })

  it('tells whether trying again can help', () => {
    expect(retryAdvice(failureOf({ code: 'DATABASE_LOCKED', data: {} }))).toBe('later')
    expect(retryAdvice(failureOf({ code: 'SETUP_DONE', data: {} }))).toBe('never')
    expect(retryAdvice({ code: 'CONNECTION_LOST' })).toBe('later')
  })

  it('is no fault when it waits for another person or for a proof', () => {
    expect(toneOf(failureOf({ code: 'APPROVAL_REQUIRED', data: { approvalId: '1', kind: 'delete-repository' } }))).toBe(
      'information',
    )
    expect(toneOf(failureOf({ code: 'STEP_UP_REQUIRED', data: { reason: 'delete', method: 'password' } }))).toBe(
      'warning',
    )
    expect(toneOf(failureOf({ code: 'DATABASE_LOCKED', data: {} }))).toBe('failed')
  })

  it('narrows by code', () => {
    const error: unknown = { code: 'SIGN_IN_FAILED', data: { retryAfterSeconds: 12 } }
    expect(isFailure(error, 'SIGN_IN_FAILED') && error.data.retryAfterSeconds).toBe(12)
    expect(isFailure(error, 'RATE_LIMITED')).toBe(false)
  })
})
