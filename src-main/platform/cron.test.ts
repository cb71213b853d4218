import { describe, expect, it } from 'vitest'
import { isAppError } from '#shared/contract/errors.ts'
import { nextRuns, parseSchedule, previousRun } from './cron.ts'

const texts = (dates: readonly Date[]) => dates.map((date) => date.toISOString())
const refusal = (cron: string, timeZone: string): string => {
  try {
    parseSchedule({ cron, timeZone })
    return 'accepted'
  } catch (error) {
    return isAppError(error, 'SCHEDULE_INVALID') ? error.data.reason : String(error)
  }
}

describe('schedules', () => {
  it('know the run before, one of this very moment among them', () => {
    const schedule = { cron: '30 2 * * *', timeZone: 'Asia/Tokyo' }
    const last = (at: string) => previousRun(schedule, new Date(at))?.toISOString()
    expect(last('2026-11-22T17:29:59Z')).toBe('2026-11-21T17:30:00.000Z')
    expect(last('2026-11-22T17:30:00Z')).toBe('2026-11-22T17:30:00.000Z')
    expect(last('2026-11-22T18:00:00Z')).toBe('2026-11-22T17:30:00.000Z')
  })

  it('run in their own time zone', () => {
    const runs = nextRuns({ cron: '30 2 * * *', timeZone: 'Asia/Tokyo' }, new Date('2026-11-22T00:00:00Z'), 2)
    expect(texts(runs)).toEqual(['2026-11-22T17:30:00.000Z', '2026-11-23T17:30:00.000Z'])
  })

  it('run right after the gap when the clocks are put forward over their time', () => {
    const berlin = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' }
    const runs = nextRuns(berlin, new Date('2026-03-28T12:00:00Z'), 2)
    expect(texts(runs)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'])
  })

  it('run once when the clocks are put back and their time occurs twice', () => {
    const berlin = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' }
    const runs = nextRuns(berlin, new Date('2026-10-24T12:00:00Z'), 2)
    expect(texts(runs)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'])
  })

  it('treat lists of hours as times of day too', () => {
    const berlin = { cron: '30 2,14 * * *', timeZone: 'Europe/Berlin' }
    const runs = nextRuns(berlin, new Date('2026-10-24T22:00:00Z'), 3)
    expect(texts(runs)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T13:30:00.000Z', '2026-10-26T01:30:00.000Z'])
  })

  it('follow elapsed time when they repeat in steps, through both changes of the clocks', () => {
    const newYork = { cron: '*/30 * * * *', timeZone: 'America/New_York' }
    for (const start of ['2026-03-08T05:00:00Z', '2026-11-01T04:00:00Z']) {
      const runs = nextRuns(newYork, new Date(start), 8)
      const gaps = runs.slice(1).map((run, at) => run.getTime() - (runs[at]?.getTime() ?? 0))
      expect(new Set(gaps)).toEqual(new Set([1_800_000]))
    }
  })

  it('are refused with the reason', () => {
    expect(refusal('0 2 * *', 'Asia/Tokyo')).toBe('five-fields-needed')
    expect(refusal('0 0 2 * * *', 'Asia/Tokyo')).toBe('five-fields-needed')
    expect(refusal('0 2 * * *', 'Asia/Edo')).toBe('time-zone-unknown')
    expect(refusal('0 2 30 2 *', 'Asia/Tokyo')).toBe('never-runs')
    expect(refusal('61 2 * * *', 'Asia/Tokyo')).toBe('minute-invalid')
    expect(refusal('0 25 * * *', 'Asia/Tokyo')).toBe('hour-invalid')
    expect(refusal('0 2 * * 1-', 'Asia/Tokyo')).toBe('weekday-invalid')
    expect(refusal('every day at two please', 'Asia/Tokyo')).toBe('minute-invalid')
  })
})
