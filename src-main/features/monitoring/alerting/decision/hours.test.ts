import { describe, expect, it } from 'vitest'
import { isWithin } from './hours.ts'

const at = (text: string) => Date.parse(text)
const inTokyo = (hours: Parameters<typeof isWithin>[0], text: string) => isWithin(hours, 'Asia/Tokyo', at(text))

describe('hours of a route', () => {
  it('are those of the site, from the first minute to before the last', () => {
    const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
    expect(inTokyo(office, '2026-11-23T00:00:00Z')).toBe(true)
    expect(inTokyo(office, '2026-11-22T23:59:59Z')).toBe(false)
    expect(inTokyo(office, '2026-11-23T08:59:59Z')).toBe(true)
    expect(inTokyo(office, '2026-11-23T09:00:00Z')).toBe(false)
    expect(inTokyo(office, '2026-11-22T03:00:00Z'), 'a Sunday').toBe(false)
  })

  it('go on past midnight, counted to the day on which they began', () => {
    const night = { days: [5], from: '22:00', to: '06:00' }
    expect(inTokyo(night, '2026-11-27T13:00:00Z'), 'Friday 22:00').toBe(true)
    expect(inTokyo(night, '2026-11-27T20:59:00Z'), 'Saturday 05:59').toBe(true)
    expect(inTokyo(night, '2026-11-27T21:00:00Z'), 'Saturday 06:00').toBe(false)
    expect(inTokyo(night, '2026-11-26T20:00:00Z'), 'Friday 05:00').toBe(false)
    expect(inTokyo({ ...night, days: [7] }, '2026-11-22T20:00:00Z'), 'Monday 05:00').toBe(true)
  })

  it('are the whole day where they end when they begin', () => {
    const all = { days: [1], from: '00:00', to: '00:00' }
    expect(inTokyo(all, '2026-11-22T15:00:00Z'), 'Monday 00:00').toBe(true)
    expect(inTokyo(all, '2026-11-23T14:59:00Z'), 'Monday 23:59').toBe(true)
    expect(inTokyo(all, '2026-11-23T15:00:00Z'), 'Tuesday 00:00').toBe(false)
  })
})
