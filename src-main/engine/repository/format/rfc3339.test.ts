import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTimeNs, parseRfc3339, parseTimeNs } from './rfc3339.ts'

describe('times of the repository format', () => {
  it.each([
    ['2026-11-22T10:00:00.123456789+09:00'],
    ['1970-01-01T00:00:00Z'],
    ['1969-12-31T23:59:59.999999999Z'],
    ['0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.5-11:30'],
  ])('reads %s to the nanosecond', (text) => {
    const { epochNs, offsetMinutes } = parseRfc3339(text)
    expect(formatTimeNs(epochNs, offsetMinutes)).toBe(text)
  })

  it('knows the distance between zones', () => {
    expect(parseTimeNs('2026-11-22T10:00:00+09:00')).toBe(parseTimeNs('2026-11-22T01:00:00Z'))
    expect(parseTimeNs('2026-11-22T10:00:00Z')).toBe(1795341600000000000n)
  })

  it('cuts zeros at the end of the fraction and leaves out an empty one', () => {
    expect(formatTimeNs(1_500_000_000n, 0)).toBe('1970-01-01T00:00:01.5Z')
    expect(formatTimeNs(1_000_000_001n, 0)).toBe('1970-01-01T00:00:01.000000001Z')
    expect(formatTimeNs(1_000_000_000n, 0)).toBe('1970-01-01T00:00:01Z')
  })

  it('uses the local offset of that very instant', () => {
    expect(formatTimeNs(0n)).toBe('1970-01-01T09:00:00+09:00')
    expect(formatTimeNs(parseTimeNs('1950-07-01T00:00:00Z'))).toBe('1950-07-01T10:00:00+10:00')
  })

  it('holds years within 0 and 9999', () => {
    expect(formatTimeNs(2n ** 80n, 0)).toMatch(/^9999-/)
    expect(formatTimeNs(-(2n ** 80n), 0)).toMatch(/^0000-/)
    expect(formatTimeNs(400_000_000_000_000_000_000n, 0)).toMatch(/^9999-/)
  })

  it('comes back for every instant and offset', () => {
    const limit = 10n ** 19n
    fc.assert(
      fc.property(fc.bigInt({ min: -limit, max: limit }), fc.integer({ min: -840, max: 840 }), (epochNs, offset) => {
        expect(parseRfc3339(formatTimeNs(epochNs, offset))).toEqual({ epochNs, offsetMinutes: offset })
      }),
    )
  })

  it.each(['', '2026-11-22', '2026-11-22T10:00:00', 'yesterday'])('refuses %j', (text) => {
    expect(() => parseTimeNs(text)).toThrow(RangeError)
  })
})
