import { describe, expect, it } from 'vitest'
import { evaluateInstant } from '../promql/index.ts'
import { Labels } from '../timeseries/index.ts'
import { RuleGroupEvaluator } from './group-evaluator.ts'
import type { RuleContext, RuleSample } from './ports.ts'
import { loadRuleFiles } from './rule-file.ts'
import { missedTicks, tickAfter } from './schedule.ts'
import { MemorySeries } from './unit-tests/memory-series.ts'

const minute = 60_000
const context: RuleContext = { externalLabels: Labels.empty, externalUrl: '', noDataHoldMs: 0, query: {} }

function groupOf(rules: string, head = '') {
  const [group] = loadRuleFiles([{ name: 'a.yml', text: `groups:\n- name: g\n${head}  rules:\n${rules}` }]).groups
  if (group === undefined) throw new Error('the group of the test is wrong')
  return group
}

const down = groupOf(
  '  - alert: Down\n    expr: up == 0\n    for: 1m\n    labels: { severity: critical }\n    annotations: { text: "{{ $labels.instance }} {{ $value }}" }\n',
)

const up = (instance: string) => Labels.of({ __name__: 'up', instance })

async function ask(
  series: MemorySeries,
  expression: string,
  atMs: number,
): Promise<[Record<string, string>, number][]> {
  const { value } = await evaluateInstant(expression, { source: series, atMs })
  if (value.kind !== 'vector') throw new Error('not a vector')
  return value.samples.map(({ labels, value: number }) => [labels.toJSON(), number])
}

describe('a group of rules', () => {
  it('lets each rule see what the one before has written', async () => {
    const series = new MemorySeries()
    series.add(Labels.of({ __name__: 'a', x: '1' }), 0, 2)
    const group = groupOf('  - record: b\n    expr: a * 2\n    labels: { y: "2" }\n  - record: c\n    expr: b + 1\n')
    await new RuleGroupEvaluator(group, series, context).evaluate(0)
    expect(await ask(series, 'c', 0)).toEqual([[{ __name__: 'c', x: '1', y: '2' }, 5]])
  })

  it('tells alerts as series and ends them with the alert', async () => {
    const series = new MemorySeries()
    for (const [at, value] of [0, 0, 1].entries()) series.add(up('h'), at * minute, value)
    const evaluator = new RuleGroupEvaluator(down, series, context)
    const labels = { alertname: 'Down', instance: 'h', severity: 'critical' }

    const first = await evaluator.evaluate(0)
    expect(first.changes).toMatchObject([{ rule: 'Down', from: undefined, alert: { state: 'pending' } }])
    expect(await ask(series, 'ALERTS', 0)).toEqual([[{ __name__: 'ALERTS', alertstate: 'pending', ...labels }, 1]])

    const second = await evaluator.evaluate(minute)
    expect(second.changes).toMatchObject([
      { from: 'pending', alert: { state: 'firing', annotations: { text: 'h 0' } } },
    ])
    expect(await ask(series, 'ALERTS', minute)).toEqual([[{ __name__: 'ALERTS', alertstate: 'firing', ...labels }, 1]])
    expect(await ask(series, 'ALERTS_FOR_STATE', minute)).toEqual([[{ __name__: 'ALERTS_FOR_STATE', ...labels }, 0]])

    const third = await evaluator.evaluate(2 * minute)
    expect(third.changes).toMatchObject([{ from: 'firing', alert: { state: 'resolved' } }])
    expect(await ask(series, '{__name__=~"ALERTS.*"}', 2 * minute)).toEqual([])
  })

  it('goes on after a rule that fails, keeps its alerts and series, and says why', async () => {
    const series = new MemorySeries()
    for (const at of [0, 1]) {
      series.add(Labels.of({ __name__: 'a', x: '1' }), at * minute, 1)
      if (at === 1) series.add(Labels.of({ __name__: 'a', x: '2' }), minute, 1)
    }
    const group = groupOf('  - record: b\n    expr: a + on (y) a\n  - record: c\n    expr: count(a)\n')
    const evaluator = new RuleGroupEvaluator(group, series, context)
    expect(await evaluator.evaluate(0)).toMatchObject({ failures: 0 })
    expect(await evaluator.evaluate(minute)).toMatchObject({ failures: 1 })
    expect(evaluator.health).toMatchObject([
      { name: 'b', health: 'err', lastError: expect.stringContaining('many-to-many') },
      { name: 'c', health: 'ok', lastError: undefined },
    ])
    expect(await ask(series, 'b', minute)).toHaveLength(1)
    expect(await ask(series, 'c', minute)).toHaveLength(1)
  })

  it('refuses two alerts or series with the same labels', async () => {
    const series = new MemorySeries()
    for (const x of ['1', '2']) series.add(Labels.of({ __name__: 'a', x }), 0, 1)
    const group = groupOf(
      '  - alert: A\n    expr: a\n    labels: { x: "" }\n  - record: b\n    expr: a\n    labels: { x: "" }\n',
    )
    const evaluator = new RuleGroupEvaluator(group, series, context)
    await evaluator.evaluate(0)
    for (const { lastError } of evaluator.health) expect(lastError).toContain('same labelset')
  })

  it('clears a rule that yields more than its limit', async () => {
    const series = new MemorySeries()
    for (const [at, count] of [1, 2].entries()) {
      for (let index = 0; index < count; index += 1) series.add(up(`h${index}`), at * minute, 0)
    }
    const limited = { ...down, limit: 1 }
    const evaluator = new RuleGroupEvaluator(limited, series, context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]?.alerts).toHaveLength(1)
    await evaluator.evaluate(minute)
    expect(evaluator.health[0]).toMatchObject({ lastError: 'exceeded limit of 1 with 2 alerts', alerts: [] })
  })

  it('refuses a recording that yields more than its limit', async () => {
    const series = new MemorySeries()
    for (const instance of ['a', 'b']) series.add(up(instance), 0, 1)
    const evaluator = new RuleGroupEvaluator(groupOf('  - record: b\n    expr: up\n', '  limit: 1\n'), series, context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]?.lastError).toBe('exceeded limit of 1 with 2 series')
    expect(await ask(series, 'b', 0)).toEqual([])
  })

  it('takes the name of the series out of the labels of an alert', async () => {
    const series = new MemorySeries()
    series.add(up('h'), 0, 0)
    const evaluator = new RuleGroupEvaluator(down, series, context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]?.alerts[0]?.labels).toEqual({ alertname: 'Down', instance: 'h', severity: 'critical' })
  })

  it('misses no data where an expression asks for none', async () => {
    const group = groupOf('  - alert: Never\n    expr: vector(1) > 2\n')
    const evaluator = new RuleGroupEvaluator(group, new MemorySeries(), context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]).toMatchObject({ health: 'ok', noData: false })
  })

  it('tells no data apart from a false condition', async () => {
    const series = new MemorySeries()
    const evaluator = new RuleGroupEvaluator(down, series, context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]).toMatchObject({ health: 'ok', noData: true })
    series.add(up('h'), minute, 1)
    await evaluator.evaluate(minute)
    expect(evaluator.health[0]).toMatchObject({ noData: false })
  })

  it('puts a failing template in its place and still alerts', async () => {
    const series = new MemorySeries()
    series.add(up('h'), 0, 0)
    const group = groupOf(
      '  - alert: A\n    expr: up == 0\n    annotations: { text: "{{ query \\"nothing\\" | first }}" }\n',
    )
    const evaluator = new RuleGroupEvaluator(group, series, context)
    await evaluator.evaluate(0)
    expect(evaluator.health[0]?.alerts[0]?.annotations.text).toContain('<error expanding template: ')
  })

  it('evaluates in the past where data come late', async () => {
    const series = new MemorySeries()
    series.add(up('h'), 0, 0)
    series.add(up('h'), minute, 1)
    const evaluator = new RuleGroupEvaluator({ ...down, queryOffsetMs: minute }, series, context)
    await evaluator.evaluate(minute)
    expect(evaluator.health[0]?.alerts).toHaveLength(1)
  })

  it('goes on where it was after a restart, through plain data', async () => {
    const series = new MemorySeries()
    for (let at = 0; at <= 5; at += 1) series.add(up('h'), at * minute, at < 5 ? 0 : 1)
    const before = new RuleGroupEvaluator(down, series, context)
    await before.evaluate(0)
    await before.evaluate(minute)
    const saved = JSON.parse(JSON.stringify(before.save()))

    const after = new RuleGroupEvaluator(down, series, context)
    after.restore(saved, 4 * minute, true)
    expect((await after.evaluate(4 * minute)).changes).toEqual([])
    expect(after.health[0]?.alerts).toMatchObject([{ state: 'firing', activeAtMs: 0, firedAtMs: minute }])
    expect((await after.evaluate(5 * minute)).changes).toMatchObject([{ from: 'firing', alert: { state: 'resolved' } }])
    expect(await ask(series, 'ALERTS', 5 * minute)).toEqual([])
  })

  it('ends the series of a rule that a reload took away, and all of them with the group', async () => {
    const series = new MemorySeries()
    for (const at of [0, 1, 2]) series.add(up('h'), at * minute, 0)
    const two = groupOf('  - record: a\n    expr: up\n  - record: b\n    expr: up\n')
    const before = new RuleGroupEvaluator(two, series, context)
    await before.evaluate(0)
    const after = new RuleGroupEvaluator(groupOf('  - record: b\n    expr: up\n'), series, context)
    after.restore(before.save(), minute, false)
    await after.evaluate(minute)
    expect(await ask(series, 'a', minute)).toEqual([])
    expect(await ask(series, 'b', minute)).toHaveLength(1)
    await after.end(2 * minute)
    expect(await ask(series, 'b', 2 * minute)).toEqual([])
  })

  it('stops between rules when it is asked to', async () => {
    const series = new MemorySeries()
    const stopping = new AbortController()
    const stoppingStore = {
      source: series,
      append: async (samples: readonly RuleSample[]) => {
        await series.append(samples)
        stopping.abort()
      },
    }
    series.add(up('h'), 0, 0)
    const two = groupOf('  - record: a\n    expr: up\n  - record: b\n    expr: up\n')
    const evaluator = new RuleGroupEvaluator(two, stoppingStore, context)
    await expect(evaluator.evaluate(0, stopping.signal)).rejects.toThrow()
    expect(evaluator.health.map(({ health }) => health)).toEqual(['ok', 'unknown'])
    expect(await ask(series, 'b', 0)).toEqual([])
  })
})

describe('the ticks of a group', () => {
  const group = { file: 'a.yml', name: 'g' }

  it('lie one interval apart, at the same moments whenever one asks', () => {
    const first = tickAfter(group, minute, 1_000_000_007)
    expect(first).toBeGreaterThan(1_000_000_007)
    expect(first - 1_000_000_007).toBeLessThanOrEqual(minute)
    expect(tickAfter(group, minute, first)).toBe(first + minute)
    expect(tickAfter(group, minute, first - 1)).toBe(first)
  })

  it('differ between groups', () => {
    const ticks = new Set(['a', 'b', 'c', 'd'].map((name) => tickAfter({ file: 'f', name }, minute, 0)))
    expect(ticks.size).toBe(4)
  })

  it('are counted when they were left out', () => {
    expect([missedTicks(0, minute, minute), missedTicks(0, 4 * minute, minute)]).toEqual([0, 3])
  })
})
