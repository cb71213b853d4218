import { describe, expect, it } from 'vitest'
import { type ActiveAlert, advanceAlerts, type FoundAlert } from './alerts.ts'
import { afterOutage } from './restore.ts'

const minute = 60_000
const found: FoundAlert = { labels: { alertname: 'A' }, annotations: {}, value: 1 }

interface Step {
  readonly atMs: number
  readonly holds: boolean
  readonly noData?: boolean
}

/** The state after each step; `-` where there is no alert. */
function states(
  steps: readonly Step[],
  timing: { forMs?: number; keepFiringForMs?: number },
  noDataHoldMs = 0,
): string[] {
  let active: ReadonlyMap<string, ActiveAlert> = new Map()
  return steps.map(({ atMs, holds, noData = false }) => {
    const evaluation = { atMs, found: new Map(holds ? [['A', found]] : []), noData }
    active = advanceAlerts(active, evaluation, { forMs: 0, keepFiringForMs: 0, ...timing }, { noDataHoldMs })
    return active.get('A')?.state ?? '-'
  })
}

const every = (pattern: string): Step[] =>
  [...pattern].map((letter, index) => ({ atMs: index * minute, holds: letter === 'x', noData: letter === '?' }))

describe('an alert', () => {
  it('fires at once where its rule does not wait', () => {
    expect(states(every('x.'), {})).toEqual(['firing', 'resolved'])
  })

  it('is pending until its condition has held for as long as the rule says', () => {
    expect(states(every('xxxx'), { forMs: 2 * minute })).toEqual(['pending', 'pending', 'firing', 'firing'])
  })

  it('is forgotten when its condition ends while it is pending', () => {
    expect(states(every('x.xx'), { forMs: 2 * minute })).toEqual(['pending', '-', 'pending', 'pending'])
  })

  it('goes on firing for a while where the rule keeps it', () => {
    const kept = states(every('xxxx....'), { forMs: 2 * minute, keepFiringForMs: 3 * minute })
    expect(kept).toEqual(['pending', 'pending', 'firing', 'firing', 'firing', 'firing', 'firing', 'resolved'])
  })

  it('begins its keeping anew when the condition came back meanwhile', () => {
    expect(states(every('x.x..'), { keepFiringForMs: 2 * minute })).toEqual([
      'firing',
      'firing',
      'firing',
      'firing',
      'firing',
    ])
  })

  it('is kept for a quarter of an hour after its end, then forgotten', () => {
    const steps = [0, 1, 16, 17].map((at) => ({ atMs: at * minute, holds: at === 0 }))
    expect(states(steps, {})).toEqual(['firing', 'resolved', 'resolved', '-'])
  })

  it('begins anew when its condition comes back after its end', () => {
    expect(states(every('xx.x'), { forMs: minute })).toEqual(['pending', 'firing', 'resolved', 'pending'])
  })

  it('is held while there are no data, as long as that is wanted', () => {
    expect(states(every('x???'), {}, 2 * minute)).toEqual(['firing', 'firing', 'firing', 'resolved'])
    expect(states(every('x?'), {})).toEqual(['firing', 'resolved'])
    expect(states(every('x.'), {}, 2 * minute)).toEqual(['firing', 'resolved'])
  })

  it('says whether it ended or its data did', () => {
    const active = new Map([['A', { ...found, state: 'firing', activeAtMs: 0 } as const]])
    const timing = { forMs: 0, keepFiringForMs: 0 }
    const end = (noData: boolean) =>
      advanceAlerts(active, { atMs: 1, found: new Map(), noData }, timing, { noDataHoldMs: 0 }).get('A')?.resolvedBy
    expect([end(true), end(false)]).toEqual(['no-data', 'condition'])
  })

  it('waits again when its rule is told to wait longer', () => {
    const active = new Map([['A', { ...found, state: 'firing', activeAtMs: 0, firedAtMs: 0 } as const]])
    const evaluation = { atMs: minute, found: new Map([['A', found]]), noData: false }
    const next = advanceAlerts(active, evaluation, { forMs: 5 * minute, keepFiringForMs: 0 }, { noDataHoldMs: 0 })
    expect(next.get('A')?.state).toBe('pending')
  })
})

describe('after a restart', () => {
  const pending: ActiveAlert = { ...found, state: 'pending', activeAtMs: 0 }
  const restored = (alert: ActiveAlert, forMinutes: number, downAt: number, at: number) =>
    afterOutage([alert], forMinutes * minute, downAt * minute, at * minute)

  it('alerts that fired go on', () => {
    const firing: ActiveAlert = { ...pending, state: 'firing', firedAtMs: 0 }
    expect(restored(firing, 0, 10, 500)).toEqual([firing])
  })

  it('the time away does not count for those that wait', () => {
    expect(restored(pending, 60, 20, 30)).toEqual([{ ...pending, activeAtMs: 10 * minute }])
  })

  it('ten minutes are left before one fires', () => {
    expect(restored(pending, 30, 29, 35)).toEqual([{ ...pending, activeAtMs: 15 * minute }])
  })

  it('those of rules that wait less than ten minutes begin anew, and all after more than an hour', () => {
    expect(restored(pending, 9, 5, 6)).toEqual([])
    expect(restored(pending, 60, 20, 81)).toEqual([])
  })
})
