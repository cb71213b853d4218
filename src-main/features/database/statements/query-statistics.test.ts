import { describe, expect, it } from 'vitest'
import { shapeOf } from './query-shape.ts'
import { QueryStatistics } from './query-statistics.ts'

let moment = Date.UTC(2026, 0, 1)
const clock = { now: () => new Date(moment), monotonicMs: () => moment }

const query = { sql: 'select 1', parameters: [], durationMs: 1, failed: false, rows: 1 }

describe('QueryStatistics', () => {
  it('counts calls, rows, slow calls and times by shape', () => {
    const statistics = new QueryStatistics(clock, 100)
    statistics.observe({ ...query, sql: 'select a from t where b = 1', durationMs: 50, rows: 2 })
    statistics.observe({ ...query, sql: 'select a from t where b = 2', durationMs: 150, rows: 3 })
    expect(statistics.list()).toEqual([
      {
        ...shapeOf('select a from t where b = ?'),
        ...{ calls: 2, slowCalls: 1, totalMs: 200, meanMs: 100, maximumMs: 150, rows: 5 },
        lastSeenAt: statistics.since,
      },
    ])
  })

  it('leaves questions for plans out', () => {
    const statistics = new QueryStatistics(clock, 100)
    statistics.observe({ ...query, sql: ' EXPLAIN query plan select 1' })
    expect(statistics.list()).toEqual([])
  })

  it('keeps the thousand shapes that were met last', () => {
    const statistics = new QueryStatistics(clock, 100)
    const text = (at: number) => `select c${at} from t`
    for (let at = 0; at < 1_000; at += 1) statistics.observe({ ...query, sql: text(at) })
    statistics.observe({ ...query, sql: text(0) })
    statistics.observe({ ...query, sql: text(1_000) })
    expect(statistics.list()).toHaveLength(1_000)
    expect(statistics.sample(shapeOf(text(0)).id)).toBeDefined()
    expect(statistics.sample(shapeOf(text(1)).id)).toBeUndefined()
  })

  it('keeps no sample of what is large, and none of what failed', () => {
    const statistics = new QueryStatistics(clock, 100)
    statistics.observe({ ...query, sql: 'select a', parameters: ['x'.repeat(2_001)] })
    statistics.observe({ ...query, sql: 'selekt b', failed: true })
    expect(statistics.sample(shapeOf('select a').id)).toBeNull()
    expect(statistics.sample(shapeOf('selekt b').id)).toBeNull()
  })

  it('begins anew when it is told so', () => {
    const statistics = new QueryStatistics(clock, 100)
    statistics.observe(query)
    const before = statistics.since
    moment += 60_000
    statistics.reset()
    expect(statistics.list()).toEqual([])
    expect(statistics.since > before).toBe(true)
  })
})
