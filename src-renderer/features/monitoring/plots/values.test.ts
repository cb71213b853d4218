import { describe, expect, it } from 'vitest'
import { formatBytes } from '#renderer/ui/format/bytes.ts'
import { formatDuration } from '#renderer/ui/format/duration.ts'
import type { Format } from '#renderer/ui/format/use-format.ts'
import { lineStyle } from './line-styles.ts'
import { sampleText, unitText } from './unit-text.ts'
import { placeAfter } from './use-plot-keys.ts'
import { valueRange } from './value-range.ts'

const format: Pick<Format, 'language' | 'bytes' | 'duration'> = {
  language: 'en',
  bytes: (value) => formatBytes('en', value),
  duration: (value) => formatDuration('en', value),
}

describe('a value with its unit', () => {
  it.each([
    ['bytes', 1_200_000_000, '1.2 GB'],
    ['bytes', -1500, '−1.5 kB'],
    ['bytes-per-second', 2_000_000, '2 MB/s'],
    ['ratio', 0.3415, '34.2%'],
    ['percent', 12.5, '12.5%'],
    ['seconds', 0.0123, '12.3 ms'],
    ['seconds', 0.000_002, '2 µs'],
    ['seconds', 0, '0 s'],
    ['seconds', 192, '3 min 12 s'],
    ['per-second', 4.5678, '4.57/s'],
    ['celsius', 58, '58 °C'],
    ['count', 12_345.67, '12,345.7'],
    ['none', 0.000_012, '1.20e-5'],
    ['none', 2_500_000, '2.5M'],
  ] as const)('as %s, %d reads %s', (unit, value, text) => {
    expect(unitText(format, unit, value)).toBe(text)
  })

  it('says by name what is no number, and a dash where nothing is known', () => {
    expect(sampleText(format, 'bytes', '+Inf')).toBe('+Inf')
    expect(sampleText(format, 'bytes', null)).toBe('–')
  })
})

describe('the reach of the axis of values', () => {
  it('begins at zero, has room above, and shows shares whole where they are not small', () => {
    expect(valueRange('bytes', 50, 100)).toEqual([0, 110.00000000000001])
    expect(valueRange('ratio', 0.2, 0.7)).toEqual([0, 1])
    expect(valueRange('ratio', 0.02, 0.2)).toEqual([0, 0.22000000000000003])
    expect(valueRange('ratio', 0, 0.001)).toEqual([0, 0.05])
    expect(valueRange('count', 1, 1)).toEqual([0, 4])
  })

  it('goes below zero where values do', () => {
    expect(valueRange('none', -10, 20)).toEqual([-11, 22])
    expect(valueRange('none', -10, -5)[0]).toBe(-11)
    expect(valueRange('none', -10, -5)[1]).toBeGreaterThanOrEqual(-5)
  })

  it('is there without values and with nothing but zeros', () => {
    expect(valueRange('percent', null, null)).toEqual([0, 100])
    expect(valueRange('bytes', 0, 0)).toEqual([0, 1])
  })
})

describe('the look of lines', () => {
  it('is another for each of the first 36, and solid for the first', () => {
    const looks = Array.from({ length: 36 }, (_, index) => JSON.stringify(lineStyle(index)))
    expect(new Set(looks).size).toBe(36)
    expect(lineStyle(0).dash).toEqual([])
  })

  it('tells neighbours apart without colour', () => {
    for (let index = 1; index < 36; index += 1) expect(lineStyle(index).dash).not.toEqual(lineStyle(index - 1).dash)
  })
})

describe('keys on a plot', () => {
  it('walk over it and stay on it', () => {
    expect(placeAfter('ArrowLeft', false, 5, 10)).toBe(4)
    expect(placeAfter('ArrowRight', true, 5, 10)).toBe(9)
    expect(placeAfter('ArrowLeft', true, 5, 10)).toBe(0)
    expect(placeAfter('Home', false, 5, 10)).toBe(0)
    expect(placeAfter('End', false, 5, 10)).toBe(9)
    expect(placeAfter('x', false, 5, 10)).toBeUndefined()
  })
})
