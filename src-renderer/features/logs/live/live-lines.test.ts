import { describe, expect, it } from 'vitest'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { noLines, withArrived } from './live-lines.ts'

const line = (message: string): LogLine => ({
  ...{ id: '', at: '2026-11-22T00:00:00.000Z', level: 'INFO', logger: 'kuraban', message },
  ...{ correlationId: null, userId: null, file: 'kuraban.log' },
})
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(String(index)))

describe('lines as they come', () => {
  it('each have a number, also where the program gives them no place', () => {
    const first = withArrived(noLines, { lines: lines(2), omitted: 0 })
    expect(withArrived(first, { lines: lines(1), omitted: 0 }).lines.map(({ number }) => number)).toEqual([0, 1, 2])
  })

  it('add up what was left out', () => {
    const first = withArrived(noLines, { lines: lines(1), omitted: 40 })
    expect(withArrived(first, { lines: [], omitted: 2 }).omitted).toBe(42)
  })

  it('are kept up to a bound, the newest of them', () => {
    let held = noLines
    for (let batch = 0; batch < 15; batch++) held = withArrived(held, { lines: lines(200), omitted: 0 })
    expect(held.lines).toHaveLength(2_000)
    expect(held.lines.at(-1)?.number).toBe(2_999)
    expect(held.seen).toBe(3_000)
  })
})
