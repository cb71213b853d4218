import { describe, expect, it } from 'vitest'
import { endOfSpan } from './time-span.ts'

const at = (text: string) => Date.parse(text)

describe('how long something is kept quiet', () => {
  it('counts hours, days and weeks from now', () => {
    const now = at('2026-03-01T00:00:00Z')
    expect(endOfSpan('four-hours', now, 'Asia/Tokyo')).toBe('2026-03-01T04:00:00.000Z')
    expect(endOfSpan('week', now, 'Asia/Tokyo')).toBe('2026-03-08T00:00:00.000Z')
  })

  it('takes the next morning of the site, not of the machine', () => {
    expect(endOfSpan('morning', at('2026-03-01T20:00:00Z'), 'Asia/Tokyo')).toBe('2026-03-02T00:00:00.000Z')
    expect(endOfSpan('morning', at('2026-03-01T20:00:00Z'), 'UTC')).toBe('2026-03-02T09:00:00.000Z')
  })

  it('takes the morning after where the next one is less than an hour away', () => {
    expect(endOfSpan('morning', at('2026-03-01T23:30:00Z'), 'Asia/Tokyo')).toBe('2026-03-03T00:00:00.000Z')
  })

  it('finds nine o’clock also on the day on which the clock is put forward', () => {
    expect(endOfSpan('morning', at('2026-03-29T00:30:00Z'), 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z')
  })
})
