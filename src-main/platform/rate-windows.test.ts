import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRateWindows } from './rate-windows.ts'

describe('windows of rate limits', () => {
  it('are read as settings write them', () => {
    expect(parseRateWindows('5/min, 20/h,100/day , 3/s')).toEqual([
      { limit: 5, seconds: 60 },
      { limit: 20, seconds: 3600 },
      { limit: 100, seconds: 86_400 },
      { limit: 3, seconds: 1 },
    ])
    expect(parseRateWindows('')).toEqual([])
  })

  it.each(['5', '0/min', '-1/min', '5/week', '5/min,', 'x', '5 / min', '99999999/s'])('refuse %s', (text) => {
    expect(parseRateWindows(text)).toBeNull()
  })

  it('never fail on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRateWindows(text)))
  })
})
