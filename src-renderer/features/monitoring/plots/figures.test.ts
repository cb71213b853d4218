import { describe, expect, it } from 'vitest'
import type { Plot } from '#shared/features/monitoring/values.ts'
import { commonLabels, drawable, figuresOf, labelsText, lastKnown, lineName } from './figures.ts'

const plot = (
  timesMs: readonly number[],
  series: readonly [Record<string, string>, Plot['series'][number]['values']][],
): Plot => ({
  timesMs: [...timesMs],
  series: series.map(([labels, values]) => ({ labels, values, minima: null, maxima: null })),
  resolution: 'raw',
  omittedSeries: 2,
  warnings: ['careful'],
})

describe('the name of a line', () => {
  it('is its legend with the values of labels', () => {
    expect(lineName({ device: 'eno1' }, '{{ device }} in', 'x', new Set())).toBe('eno1 in')
  })

  it('is what tells it from the others where the legend says nothing', () => {
    const all = [
      { __name__: 'up', job: 'a', site: 'hq' },
      { __name__: 'up', job: 'b', site: 'hq' },
    ]
    const common = commonLabels(all)
    expect(lineName(all[1] ?? {}, '{{missing}}', 'up', common)).toBe('b')
    expect(lineName({ a: '1', b: '2' }, '', 'x', new Set())).toBe('{a="1", b="2"}')
  })

  it('is the whole of its labels where it stands alone, and its expression where it has none', () => {
    expect(lineName({ __name__: 'up' }, '', 'up', commonLabels([{ __name__: 'up' }]))).toBe('up')
    expect(lineName({}, '', 'sum(up)', new Set())).toBe('sum(up)')
  })

  it('writes labels as PromQL does', () => {
    expect(labelsText({ __name__: 'up', job: 'a"b' })).toBe('up{job="a\\"b"}')
  })
})

describe('the figures of a plot', () => {
  const figures = figuresOf([
    { plot: plot([1000, 3000], [[{ job: 'a' }, [1, 'NaN']]]), legend: '', expression: 'a' },
    { plot: plot([2000, 3000], [[{ job: 'b' }, [5, null]]]), legend: '', expression: 'b' },
  ])

  it('stand on one axis, with nothing where nothing is known', () => {
    expect(figures.times).toEqual([1, 2, 3])
    expect(figures.lines.map(({ values }) => values)).toEqual([
      [1, null, 'NaN'],
      [null, 5, null],
    ])
  })

  it('tell what was left out, and each warning once', () => {
    expect(figures.omitted).toBe(4)
    expect(figures.warnings).toEqual(['careful'])
  })

  it('end where something was known last', () => {
    expect(lastKnown(figures)).toBe(2)
    expect(lastKnown(figuresOf([]))).toBeUndefined()
  })

  it('draw finite numbers only', () => {
    expect([1, 'NaN' as const, '+Inf' as const, null, undefined].map(drawable)).toEqual([1, null, null, null, null])
  })
})
