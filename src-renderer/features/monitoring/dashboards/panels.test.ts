import { describe, expect, it } from 'vitest'
import type { SampleValue } from '#shared/features/monitoring/values.ts'
import { gaugeWhole, sharesOf, toneOfValue } from './panels.ts'

const above = { warning: 80, critical: 90, worse: 'above' } as const

describe('the state of a value', () => {
  it('follows the limits from the side that is the bad one', () => {
    expect(toneOfValue(79, above)).toBe('good')
    expect(toneOfValue(80, above)).toBe('warning')
    expect(toneOfValue(95, above)).toBe('failed')
    expect(toneOfValue(5, { warning: 10, critical: 6, worse: 'below' })).toBe('failed')
    expect(toneOfValue(8, { warning: 10, critical: null, worse: 'below' })).toBe('warning')
  })

  it('is none without limits and without a number', () => {
    expect(toneOfValue(5, null)).toBeNull()
    expect(toneOfValue(null, above)).toBeNull()
    expect(toneOfValue('NaN', above)).toBeNull()
  })
})

describe('a gauge', () => {
  it('is full at the whole of a share, and above the gravest limit of anything else', () => {
    expect(gaugeWhole('ratio', null, 0.2)).toBe(1)
    expect(gaugeWhole('count', { ...above, critical: 100 }, 20)).toBe(125)
    expect(gaugeWhole('count', above, 500)).toBe(500)
    expect(gaugeWhole('count', null, 7)).toBeNull()
  })
})

describe('parts of a whole', () => {
  it('stand in the order of their size and fill the ring', () => {
    const found: readonly SampleValue[] = [1, 3, 'NaN', -2, 0]
    const values = found.map((value, key) => ({ key: String(key), name: '', value }))
    expect(sharesOf(values).map(({ key, share, start }) => [key, share, start])).toEqual([
      ['1', 0.75, 0],
      ['0', 0.25, 0.75],
    ])
  })
})
