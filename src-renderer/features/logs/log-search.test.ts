import { describe, expect, it } from 'vitest'
import { filterOf, filterToKeep, isNarrowed, logSearchSchema, searchOfFilter, withoutNarrowing } from './log-search.ts'

const now = Date.parse('2026-11-22T09:00:00Z')
const hour = 3_600_000

describe('the search of logs in an address', () => {
  it('asks for the last day of the own log where the address says nothing', () => {
    expect(filterOf({}, now)).toEqual({
      fromMs: now - 24 * hour,
      source: 'own',
      levels: [],
      logger: '',
      correlationId: '',
      userId: '',
      text: '',
    })
  })

  it('leaves a stretch that ends now open, so that the newest lines are in it', () => {
    expect(filterOf({ last: '1h' }, now + 7_000)).toMatchObject({ fromMs: now - hour })
    expect(filterOf({ last: '1h' }, now)).not.toHaveProperty('toMs')
  })

  it('names both ends of a fixed stretch, and none of all the time', () => {
    expect(filterOf({ from: 5, to: 9 }, now)).toMatchObject({ fromMs: 5, toMs: 9 })
    expect(filterOf({ span: 'all', from: 5, to: 9 }, now)).not.toHaveProperty('fromMs')
  })

  it('forgets what is wrong in an address and keeps the rest', () => {
    const search = logSearchSchema.parse({
      levels: ['LOUD'],
      text: '容量',
      user: 'x'.repeat(200),
      from: -1,
      span: 'most',
    })
    expect(Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))).toEqual({
      text: '容量',
    })
  })
})

describe('a kept filter', () => {
  const search = { levels: ['ERROR' as const], module: 'kuraban.backup', text: '"no space" -retry', user: 'u1' }

  it('comes back as it was kept', () => {
    const fixed = { ...search, from: 100, to: 200 }
    expect(searchOfFilter(filterToKeep(fixed), {})).toMatchObject(fixed)
  })

  it('keeps no time that moves on, and then leaves the time alone', () => {
    const kept = filterToKeep({ ...search, last: '1h' })
    expect(kept).not.toHaveProperty('fromMs')
    expect(searchOfFilter(kept, { last: '7d', request: 'r1' })).toMatchObject({ ...search, last: '7d' })
    expect(searchOfFilter(kept, { request: 'r1' }).request).toBeUndefined()
  })
})

describe('narrowing', () => {
  it('is everything but the source and the time, and can be taken away', () => {
    expect(isNarrowed({ source: 'a', last: '1h' })).toBe(false)
    const narrowed = { source: 'a', last: '1h', levels: ['ERROR' as const], text: 'x' } as const
    const search = { ...narrowed, levels: [...narrowed.levels] }
    expect(isNarrowed(search)).toBe(true)
    expect(isNarrowed(withoutNarrowing(search))).toBe(false)
    expect(withoutNarrowing(search)).toMatchObject({ source: 'a', last: '1h' })
  })
})
