import { beforeEach, describe, expect, it } from 'vitest'
import { loadRuleFiles } from '#main/engine/rules/index.ts'
import { MemoryChunkStore } from '#main/engine/tsdb/index.ts'
import { LocalMetrics } from './local-metrics.ts'

const startMs = Date.UTC(2026, 10, 22)
const at = (seconds: number) => startMs + seconds * 1000
const collected = (value: number, job = 'host') => ({ name: 'up', labels: { job, instance: 'a' }, value })

const rules = `
groups:
  - name: g
    interval: 15s
    rules:
      - alert: Down
        expr: up == 0
        for: 30s
        labels: { severity: critical }
        annotations: { summary: '{{ $labels.job }} is down' }
`

describe('figures', () => {
  let metrics: LocalMetrics
  beforeEach(async () => {
    metrics = await LocalMetrics.open(new MemoryChunkStore(), {
      tsdb: {},
      externalUrl: 'http://localhost',
      externalLabels: {},
    })
  })

  it('answer what was collected, at a moment and over time', async () => {
    await metrics.append(at(0), [collected(1)])
    await metrics.append(at(15), [collected(0)])
    expect(await metrics.instant('up', at(20))).toMatchObject({
      kind: 'vector',
      samples: [{ labels: { __name__: 'up', job: 'host', instance: 'a' }, value: 0 }],
    })
    const { runs } = await metrics.range('up + 1', { fromMs: at(0), toMs: at(15) }, 15_000)
    expect(runs).toEqual([{ labels: { job: 'host', instance: 'a' }, timesMs: [at(0), at(15)], values: [2, 1] }])
    expect(await metrics.metricNames({ fromMs: at(0), toMs: at(60) })).toEqual(new Map([['up', 1]]))
  })

  it('know at once that a series of a source has vanished, and leave other sources alone', async () => {
    await metrics.append(at(0), [collected(1), { ...collected(1), labels: { job: 'host', instance: 'a', disk: 'x' } }])
    await metrics.append(at(0), [collected(1, 'redis')])
    await metrics.append(at(15), [collected(1)])
    const { samples } = await metrics.instant('up', at(16))
    expect(samples.map(({ labels }) => [labels.job, labels.disk])).toEqual([
      ['host', undefined],
      ['redis', undefined],
    ])
  })

  it('say where a question is wrong, and keep inner errors to themselves', async () => {
    await expect(metrics.instant('sum(', at(0))).rejects.toMatchObject({ code: 'QUERY_INVALID', data: { line: 1 } })
    await expect(
      metrics.plot({ expression: 'x[', fromMs: 0, toMs: 1, points: 2, seriesAtMost: 1 }),
    ).rejects.toMatchObject({ code: 'QUERY_INVALID' })
    await expect(metrics.series(['1'], { fromMs: 0, toMs: 1 }, 5)).rejects.toMatchObject({ code: 'QUERY_INVALID' })
    await expect(metrics.range('up[5m]', { fromMs: 0, toMs: 1 }, 1)).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  })

  it('draw a stored series with its least and greatest values, and an expression on the same axis for all lines', async () => {
    for (let tick = 0; tick < 40; tick += 1)
      await metrics.append(at(tick * 15), [collected(tick % 2), collected(tick, 'b')])
    const span = { fromMs: at(0), toMs: at(600), points: 10, seriesAtMost: 1 }
    const stored = await metrics.plot({ expression: 'up', ...span })
    expect(stored).toMatchObject({ resolution: 'raw', omittedSeries: 1 })
    expect(stored.series[0]?.minima?.[0]).toBe(0)
    expect(stored.series[0]?.maxima?.[0]).toBe(1)
    const worked = await metrics.plot({ expression: 'sum by (job) (up)', ...span, seriesAtMost: 5 })
    expect(worked.series).toHaveLength(2)
    expect(worked.series[0]?.values).toHaveLength(worked.timesMs.length)
  })

  it('judge rules, and keep their state over a change of the files and a restart', async () => {
    const [group] = loadRuleFiles([{ name: 'r.yml', text: rules }]).groups
    if (group === undefined) throw new Error('no group')
    await metrics.setGroups([{ key: 'g', group, saved: null }], at(0))
    await metrics.append(at(0), [collected(0)])
    const first = await metrics.evaluate('g', at(1))
    expect(first.health[0]).toMatchObject({ health: 'ok', alerts: [{ state: 'pending' }] })
    await metrics.setGroups([{ key: 'g', group, saved: null }], at(20))
    await metrics.append(at(30), [collected(0)])
    const second = await metrics.evaluate('g', at(31))
    expect(second.health[0]?.alerts[0]).toMatchObject({ state: 'firing', annotations: { summary: 'host is down' } })
    expect(await metrics.instant('ALERTS', at(31))).toMatchObject({ samples: [{ labels: { alertstate: 'firing' } }] })
    await metrics.setGroups([], at(40))
    expect(await metrics.instant('ALERTS', at(41))).toMatchObject({ samples: [] })
    await metrics.setGroups([{ key: 'g', group, saved: second.saved }], at(60))
    await metrics.append(at(61), [collected(0)])
    expect((await metrics.evaluate('g', at(61))).health[0]?.alerts[0]).toMatchObject({ state: 'firing' })
    await expect(metrics.evaluate('none', at(61))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
