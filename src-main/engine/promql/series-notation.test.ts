import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMetric, parseSeriesNotation, SeriesNotationError } from './series-notation.ts'

const nothing = 'missing'

describe('series in the notation of tests', () => {
  it.each([
    ['up 1 2.5 -3e2 0x3', [1, 2.5, -300, 0, 0, 0, 0]],
    ['up NaN Inf -Inf +Inf', [Number.NaN, Infinity, -Infinity, Infinity]],
    ['up _ stale 1', [nothing, 'stale', 1]],
    ['up _x3 1', [nothing, nothing, nothing, 1]],
    ['up 7x2', [7, 7, 7]],
    ['up stalex1', ['stale', 'stale']],
    ['up 1+2x3', [1, 3, 5, 7]],
    ['up 1-0.5x2', [1, 0.5, 0]],
    ['up -1--1x1', undefined],
    ['up 0+1x0 9', [0, 9]],
    ['up', []],
  ])('%s', (line, values) => {
    if (values === undefined) expect(() => parseSeriesNotation(line)).toThrow(SeriesNotationError)
    else expect(parseSeriesNotation(line).values).toEqual(values)
  })

  it('have labels with any quotes, in any order and spacing', () => {
    const { labels, values } = parseSeriesNotation(' a:b { x = "1\\n\\"" ,y=\'東\', z=`\\`, } 5')
    expect(labels.toJSON()).toEqual({ __name__: 'a:b', x: '1\n"', y: '東', z: '\\' })
    expect(values).toEqual([5])
  })

  it('may be long', () => {
    expect(parseSeriesNotation('up 1x900000').values).toHaveLength(900_001)
  })

  it('may have no name, or a name in quotes', () => {
    expect(parseMetric('{a="1"}').toJSON()).toEqual({ a: '1' })
    expect(parseMetric('{}').toJSON()).toEqual({})
    expect(parseMetric('{"my name", a="1"}').toJSON()).toEqual({ __name__: 'my name', a: '1' })
  })

  it.each([
    ['up{'],
    ['up{a}x'],
    ['up{a=~"b"}'],
    ['up{a="b" c="d"}'],
    ['up 1x'],
    ['up 1+2'],
    ['up x'],
    ['up {{schema:1}}'],
    ['5'],
    ['up 1x9999999999'],
  ])('refuse %s', (line) => {
    expect(() => parseSeriesNotation(line)).toThrow(SeriesNotationError)
  })

  it('are read or refused, whatever they hold', () => {
    const piece = fc.constantFrom('up', '{', '}', 'a', '=', '"', ',', ' ', '1', 'x', '+', '-', '_', 'stale', '9')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        try {
          parseSeriesNotation(pieces.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(SeriesNotationError)
        }
      }),
    )
  })
})
