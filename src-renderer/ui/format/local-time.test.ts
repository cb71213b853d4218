import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLocal, toLocal } from './local-time.ts'

const zones = fc.constantFrom('Asia/Tokyo', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu')

describe('a moment in a field of date and time', () => {
  it('shows the same when it is read back, in every zone and through changes of the clock', () => {
    const minutes = fc.integer({ min: 25_000_000, max: 40_000_000 }).map((minute) => minute * 60_000)
    fc.assert(
      fc.property(minutes, zones, (at, zone) => {
        const shown = toLocal(new Date(at).toISOString(), zone)
        expect(toLocal(fromLocal(shown, zone), zone)).toBe(shown)
      }),
    )
  })

  it('is on the clock of the site', () => {
    expect(toLocal('2026-11-22T10:20:30Z', 'Asia/Tokyo')).toBe('2026-11-22T19:20')
    expect(fromLocal('2026-11-22T19:20', 'Asia/Tokyo')).toBe('2026-11-22T10:20:00.000Z')
    expect(fromLocal('2026-07-01T00:00', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z')
  })

  it('is none while nothing whole is typed', () => {
    for (const text of ['', '2026-', '2026-11-22', '2026-99-99T00:00'])
      expect({ text, at: fromLocal(text, 'UTC') }).toEqual({ text, at: undefined })
    expect(toLocal(undefined, 'UTC')).toBe('')
    expect(toLocal('yesterday', 'UTC')).toBe('')
  })
})
