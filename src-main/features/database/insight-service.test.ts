import { expect, it } from 'vitest'
import { openTestStorage } from '#test/stores/open-test-storage.ts'
import { InsightService } from './insight-service.ts'
import { shapeOf } from './statements/query-shape.ts'
import { QueryStatistics } from './statements/query-statistics.ts'

it('does not carry out again what has once taken longer than ten seconds', async () => {
  const { storage, remove } = await openTestStorage('sqlite')
  try {
    const statistics = new QueryStatistics({ now: () => new Date(0), monotonicMs: () => 0 }, 100)
    const insight = new InsightService(storage, statistics)
    const sql = 'select * from tasks where kind = 1'
    const { id } = shapeOf(sql)
    statistics.observe({ sql, parameters: [], durationMs: 10_000, failed: false, rows: 0 })
    expect(await insight.explain(id, true)).toMatchObject({ canMeasure: true })
    statistics.observe({ sql, parameters: [], durationMs: 10_001, failed: false, rows: 0 })
    expect(await insight.explain(id, false)).toMatchObject({ canMeasure: false, suggestions: [] })
    await expect(insight.explain(id, true)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const tried = { table: 'tasks', columns: ['kind'] }
    await expect(insight.tryIndex(id, tried)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  } finally {
    await remove()
  }
})
