import { describe, expect, it } from 'vitest'
import { moved, rangeOf, searchOf, widened, windowOf, zoomed } from './time-range.ts'

const now = Date.UTC(2026, 4, 1, 12, 0, 7)
const hour = 3_600_000

describe('a stretch of time', () => {
  it('comes from an address, and is the usual one where that says nonsense', () => {
    expect(rangeOf({ last: '7d' })).toEqual({ kind: 'last', last: '7d' })
    expect(rangeOf({ from: 5, to: 9 })).toEqual({ kind: 'fixed', fromMs: 5, toMs: 9 })
    expect(rangeOf({ from: 9, to: 5 })).toEqual({ kind: 'last', last: '1h' })
    expect(rangeOf({}, '6h')).toEqual({ kind: 'last', last: '6h' })
  })

  it('goes into an address without leaving another behind', () => {
    expect(searchOf({ kind: 'last', last: '1h' })).toEqual({ last: '1h', from: undefined, to: undefined })
    expect(searchOf({ kind: 'fixed', fromMs: 1, toMs: 2 })).toEqual({ last: undefined, from: 1, to: 2 })
  })

  it('moves on with each tick for an hour, and every five minutes at most for months', () => {
    const window = (last: '1h' | '90d', atMs: number) => windowOf({ kind: 'last', last }, atMs)
    expect(window('1h', now)).toEqual({ fromMs: now - 7000 - hour, toMs: now - 7000 })
    expect(window('1h', now + 15_000).toMs - window('1h', now).toMs).toBe(15_000)
    expect(window('90d', now + 200_000)).toEqual(window('90d', now))
    expect(window('90d', now + 300_000)).not.toEqual(window('90d', now))
  })

  it('stays as it is where it is fixed', () => {
    expect(windowOf({ kind: 'fixed', fromMs: 1, toMs: 2 }, now)).toEqual({ fromMs: 1, toMs: 2 })
  })
})

describe('moving a stretch of time', () => {
  const window = { fromMs: now - 2 * hour, toMs: now }

  it('goes back and on by half of it, never beyond now', () => {
    expect(moved(window, -1, now)).toEqual({ kind: 'fixed', fromMs: now - 3 * hour, toMs: now - hour })
    expect(moved(window, 1, now)).toEqual({ kind: 'fixed', ...window })
  })

  it('grows to both sides, or only back where now is the end', () => {
    const past = { fromMs: now - 12 * hour, toMs: now - 10 * hour }
    expect(widened(past, now)).toEqual({ kind: 'fixed', fromMs: now - 13 * hour, toMs: now - 9 * hour })
    expect(widened(window, now)).toEqual({ kind: 'fixed', fromMs: now - 4 * hour, toMs: now })
  })

  it('takes what was drawn in a plot unless that is too little', () => {
    expect(zoomed(0.4, 20_000.6)).toEqual({ kind: 'fixed', fromMs: 0, toMs: 20_001 })
    expect(zoomed(0, 9_000)).toBeUndefined()
  })
})
