import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithinHours } from './hours.ts'

const inTokyo = (text: string) => new Date(`${text}:00+09:00`)

describe('hours', () => {
  const night = { days: [5], from: '22:00', to: '06:00' }

  it('go over midnight and belong to the day on which they begin', () => {
    expect(isWithinHours(night, inTokyo('2026-11-20T21:59'), 'Asia/Tokyo')).toBe(false)
    expect(isWithinHours(night, inTokyo('2026-11-20T22:00'), 'Asia/Tokyo')).toBe(true)
    expect(isWithinHours(night, inTokyo('2026-11-21T05:59'), 'Asia/Tokyo')).toBe(true)
    expect(isWithinHours(night, inTokyo('2026-11-21T06:00'), 'Asia/Tokyo')).toBe(false)
    expect(isWithinHours(night, inTokyo('2026-11-20T05:00'), 'Asia/Tokyo')).toBe(false)
  })

  it('go over the end of the week', () => {
    const sunday = { days: [7], from: '23:00', to: '02:00' }
    expect(isWithinHours(sunday, inTokyo('2026-11-23T01:59'), 'Asia/Tokyo')).toBe(true)
    expect(isWithinHours(sunday, inTokyo('2026-11-23T02:00'), 'Asia/Tokyo')).toBe(false)
    expect(isWithinHours(sunday, inTokyo('2026-11-22T01:00'), 'Asia/Tokyo')).toBe(false)
  })

  it('follow the wall clock when the clocks change', () => {
    const morning = { days: [7], from: '03:00', to: '04:00' }
    expect(isWithinHours(morning, new Date('2026-03-29T01:30:00Z'), 'Europe/Berlin')).toBe(true)
    expect(isWithinHours(morning, new Date('2026-03-29T00:30:00Z'), 'Europe/Berlin')).toBe(false)
  })

  it('of a whole day hold from one beginning to the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 24 * 60 - 1 }), (minute) => {
        const at = new Date(inTokyo('2026-11-23T00:00').getTime() + minute * 60_000)
        const days = [Math.floor(minute / (24 * 60)) + 1]
        expect(isWithinHours({ days, from: '00:00', to: '00:00' }, at, 'Asia/Tokyo')).toBe(true)
        const others = [1, 2, 3, 4, 5, 6, 7].filter((day) => !days.includes(day))
        expect(isWithinHours({ days: others, from: '00:00', to: '00:00' }, at, 'Asia/Tokyo')).toBe(false)
      }),
    )
  })
})
