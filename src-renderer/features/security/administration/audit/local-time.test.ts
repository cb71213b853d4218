import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLocal, toLocal } from './local-time.ts'

describe('a moment in a field of date and time', () => {
  it('comes back as it was, to the minute', () => {
    const minutes = fc.integer({ min: 0, max: 60_000_000 }).map((minute) => minute * 60_000)
    fc.assert(
      fc.property(minutes, (at) => {
        const instant = new Date(at).toISOString()
        expect(fromLocal(toLocal(instant))).toBe(instant)
      }),
    )
  })

  it('is none while nothing whole is typed', () => {
    expect(fromLocal('')).toBeUndefined()
    expect(fromLocal('2026-')).toBeUndefined()
    expect(toLocal(undefined)).toBe('')
    expect(toLocal('yesterday')).toBe('')
  })
})
