import { describe, expect, it } from 'vitest'
import { axisTimes } from './axis-times.ts'

const at = (text: string) => Date.parse(text) / 1000
const zone = 'Asia/Tokyo'

describe('the words on an axis of times', () => {
  it('are times of the day on the clock of the site, with the date where it begins', () => {
    const ticks = [at('2026-05-01T14:00:00Z'), at('2026-05-01T15:00:00Z'), at('2026-05-01T16:00:00Z')]
    expect(axisTimes('ja', zone, ticks, 3600)).toEqual(['23:00\n5/1', '00:00\n5/2', '01:00'])
    expect(axisTimes('en', zone, ticks, 3600)).toEqual(['23:00\nMay 1', '00:00\nMay 2', '01:00'])
  })

  it('have seconds where ticks are closer than a minute', () => {
    expect(axisTimes('ja', zone, [at('2026-05-01T00:00:15Z')], 15)).toEqual(['09:00:15\n5/1'])
  })

  it('are days where ticks are days apart, with the year where it changes', () => {
    const ticks = [at('2026-12-30T15:00:00Z'), at('2026-12-31T15:00:00Z')]
    expect(axisTimes('ja', zone, ticks, 86_400)).toEqual(['12/31\n2026年', '1/1\n2027年'])
  })
})
