import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tuneRange } from './tune-range.ts'

describe('the slider of a threshold', () => {
  it('is as fine as a tenth of the first digit', () => {
    expect(tuneRange(0.05)).toEqual({ min: 0, max: 0.1, step: 0.001 })
    expect(tuneRange(3600)).toEqual({ min: 0, max: 10_800, step: 100 })
  })

  it('always has the number itself within its ends', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((one) => one === 0 || Math.abs(one) > 1e-6),
        (threshold) => {
          const { min, max, step } = tuneRange(threshold)
          expect(min).toBeLessThanOrEqual(threshold)
          expect(max).toBeGreaterThanOrEqual(threshold)
          expect(step).toBeGreaterThan(0)
        },
      ),
    )
  })
})
