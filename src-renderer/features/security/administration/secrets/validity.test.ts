import { describe, expect, it } from 'vitest'
import { validityOf } from './validity.ts'

describe('the validity of a certificate', () => {
  const now = Date.parse('2026-11-22T00:00:00Z')

  it('warns a month before its end, and says when it is over', () => {
    expect(validityOf('2026-12-23T00:00:00Z', now)).toBe('good')
    expect(validityOf('2026-12-21T00:00:00Z', now)).toBe('soon')
    expect(validityOf('2026-11-22T00:00:00Z', now)).toBe('expired')
  })
})
