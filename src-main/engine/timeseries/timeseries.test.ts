import { describe, expect, it } from 'vitest'
import { isStale, Labels, markStale } from './index.ts'

describe('labels', () => {
  it('are the same whatever the order they are given in, and without the empty ones', () => {
    const labels = Labels.from([
      ['job', 'host'],
      ['__name__', 'up'],
      ['empty', ''],
    ])
    expect(labels.key).toBe(Labels.of({ __name__: 'up', job: 'host' }).key)
    expect(labels.toJSON()).toEqual({ __name__: 'up', job: 'host' })
    expect(labels.name).toBe('up')
    expect(labels.get('empty')).toBe('')
  })

  it('tell values apart whatever is in them', () => {
    expect(Labels.of({ a: 'b', c: 'd' }).key).not.toBe(Labels.of({ a: 'bc', d: '' }).key)
  })

  it('take any name for a label', () => {
    const odd = Labels.from([['__proto__', 'x']])
    expect(odd.get('__proto__')).toBe('x')
    expect(Object.entries(odd.toJSON())).toEqual([['__proto__', 'x']])
    expect(odd.get('constructor')).toBe('')
  })

  it('are changed into new ones', () => {
    const labels = Labels.of({ a: '1', b: '2' })
    expect(labels.with({ b: '', c: '3' }).toJSON()).toEqual({ a: '1', c: '3' })
    expect(labels.without(new Set(['a'])).toJSON()).toEqual({ b: '2' })
    expect(labels.only(new Set(['a'])).toJSON()).toEqual({ a: '1' })
    expect(labels.toJSON()).toEqual({ a: '1', b: '2' })
  })
})

describe('the end of a series', () => {
  it('is told apart from a value that is no number, also in a copy', () => {
    const values = new Float64Array([1, Number.NaN, 3])
    markStale(values, 2)
    const copy = values.slice()
    expect([0, 1, 2].map((index) => isStale(copy, index))).toEqual([false, false, true])
    expect(copy[2]).toBeNaN()
  })
})
