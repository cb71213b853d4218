import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronOf, presetOf, type SchedulePreset, switchPreset } from './schedule-preset.ts'

const two = (value: number) => String(value).padStart(2, '0')
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const presets: fc.Arbitrary<SchedulePreset> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.record({ kind: fc.constant('hourly' as const), minute: fc.integer({ min: 0, max: 59 }) }),
  fc.record({ kind: fc.constant('daily' as const), time }),
  fc.record({
    kind: fc.constant('weekly' as const),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((days) => days.sort((a, b) => a - b)),
    time,
  }),
)

describe('schedule presets', () => {
  it('come back from their cron text as they were', () => {
    fc.assert(
      fc.property(presets, (preset) => {
        expect(presetOf(cronOf(preset))).toEqual(preset)
      }),
    )
  })

  it('read ranges of days and the seventh day as Sunday', () => {
    expect(presetOf('30 3 * * 1-5')).toEqual({ kind: 'weekly', days: [1, 2, 3, 4, 5], time: '03:30' })
    expect(presetOf('0 3 * * 6,7')).toEqual({ kind: 'weekly', days: [0, 6], time: '03:00' })
  })

  it('leave everything else as cron text', () => {
    for (const cron of ['*/5 * * * *', '0 3 1 * *', '0 3 * 1 *', '0 25 * * *', '0 3 * * MON', '0 3 * *', '99 * * * *'])
      expect(presetOf(cron)).toEqual({ kind: 'custom', cron })
  })

  it('keep the time of day when one goes over to another kind', () => {
    const weekly = switchPreset({ kind: 'daily', time: '21:15' }, 'weekly')
    expect(weekly).toEqual({ kind: 'weekly', days: [1, 2, 3, 4, 5], time: '21:15' })
    expect(switchPreset(weekly, 'custom')).toEqual({ kind: 'custom', cron: '15 21 * * 1,2,3,4,5' })
    expect(switchPreset({ kind: 'none' }, 'daily')).toEqual({ kind: 'daily', time: '02:00' })
  })

  it('have no cron text while no day of the week is chosen', () => {
    expect(cronOf({ kind: 'weekly', days: [], time: '02:00' })).toBe('')
  })
})
