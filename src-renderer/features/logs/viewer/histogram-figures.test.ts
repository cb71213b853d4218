import { describe, expect, it } from 'vitest'
import { barsOf, stretchOf, totalsOf } from './histogram-figures.ts'

const answer = {
  fromMs: 1_000,
  stepMs: 100,
  levels: { DEBUG: [0, 0, 0], INFO: [5, 0, 7], WARNING: [0, 0, 1], ERROR: [1, 0, 0], CRITICAL: [0, 0, 2] },
}
const bars = barsOf(answer)

describe('bars of a histogram', () => {
  it('name the levels that occur, the loudest first', () => {
    expect(bars.map(({ counts }) => counts.map(({ level, lines }) => `${level} ${lines}`))).toEqual([
      ['ERROR 1', 'INFO 5'],
      [],
      ['CRITICAL 2', 'WARNING 1', 'INFO 7'],
    ])
    expect(bars.map(({ total }) => total)).toEqual([6, 0, 10])
  })

  it('lie side by side', () => {
    expect(bars.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [1_000, 1_100],
      [1_100, 1_200],
      [1_200, 1_300],
    ])
  })

  it('add up by level', () => {
    expect(totalsOf(bars)).toEqual({ DEBUG: 0, INFO: 12, WARNING: 1, ERROR: 1, CRITICAL: 2 })
  })
})

describe('a stretch of bars', () => {
  it('reaches from the first to the last, in whichever direction it was drawn', () => {
    expect(stretchOf(bars, 2, 1)).toEqual({ fromMs: 1_100, toMs: 1_300 })
    expect(stretchOf(bars, 0, 0)).toEqual({ fromMs: 1_000, toMs: 1_100 })
  })

  it('is none outside of the bars, or where no time lies in it', () => {
    expect(stretchOf(bars, 0, 9)).toBeUndefined()
    expect(stretchOf(barsOf({ ...answer, stepMs: 1 }), 0, 0)).toBeUndefined()
  })
})
