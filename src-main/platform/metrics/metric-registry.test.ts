import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { resourcePath } from '../resources.ts'
import { declaredMetrics } from './declarations.ts'
import { acceptedFormat, expositionText } from './exposition.ts'
import { MetricRegistry } from './metric-registry.ts'

const text = async (registry: MetricRegistry, format: 'prometheus' | 'openmetrics' = 'prometheus') =>
  expositionText(await registry.families(), format)

describe('the figures of the program', () => {
  it('are those that people are told of, with the same type and labels', () => {
    const listed: { metrics: { name: string; type: string; labels: string[]; group: string }[] } = JSON.parse(
      readFileSync(resourcePath('monitoring/metrics.json'), 'utf8'),
    )
    const foreign = /^(node|smartmon|pg|redis)_|^(up|ALERTS)$|^scrape_/
    const own = listed.metrics
      .filter(({ name }) => !foreign.test(name))
      .map(({ name, type, labels }) => [name, { type, labels }])
    const declared = Object.entries(declaredMetrics).map(([name, { type, labels }]) => [name, { type, labels }])
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(own))
  })

  it('are told once they have a value, counters without labels from the start', async () => {
    const registry = new MetricRegistry()
    expect(await text(registry)).toContain('\ncache_hits_total 0\n')
    expect(await text(registry)).not.toContain('kuraban_datasets')
    registry.set('kuraban_datasets', {}, 3)
    expect(await text(registry)).toContain('# TYPE kuraban_datasets gauge\nkuraban_datasets 3\n')
    registry.remove('kuraban_datasets')
    expect(await text(registry)).not.toContain('kuraban_datasets')
  })

  it('belong to one registry alone', async () => {
    const [one, other] = [new MetricRegistry(), new MetricRegistry()]
    one.add('cache_hits_total', {}, 5)
    expect(await text(other)).toContain('\ncache_hits_total 0\n')
  })

  it('keep the series of a gauge that are there and forget the others', async () => {
    const registry = new MetricRegistry()
    registry.replace('backup_jobs_total', [
      { labels: { status: 'enabled' }, value: 2 },
      { labels: { status: 'disabled' }, value: 1 },
    ])
    registry.replace('backup_jobs_total', [{ labels: { status: 'enabled' }, value: 3 }])
    expect(await text(registry)).toContain('backup_jobs_total{status="enabled"} 3\n')
    expect(await text(registry)).not.toContain('disabled')
  })

  it('stop at a thousand series each, however many labels come', async () => {
    const registry = new MetricRegistry()
    for (let at = 0; at < 1500; at += 1) registry.add('kuraban_task_failures_total', { queue: `q${at}` })
    expect((await text(registry)).match(/^kuraban_task_failures_total\{/gm)).toHaveLength(1000)
  })

  it('are written with every sign a text may hold, and with numbers that are none', async () => {
    const registry = new MetricRegistry()
    registry.set('kuraban_backup_job_enabled', { job_name: 'a"b\\c\n日本' }, Number.NaN)
    registry.set('kuraban_repository_up', { repository: 'x' }, Number.NEGATIVE_INFINITY)
    const told = await text(registry)
    expect(told).toContain('kuraban_backup_job_enabled{job_name="a\\"b\\\\c\\n日本"} NaN\n')
    expect(told).toContain('kuraban_repository_up{repository="x"} -Inf\n')
  })

  it('are told in both formats in turn without changing each other', async () => {
    const registry = new MetricRegistry()
    registry.observe('http_request_duration_seconds', { method: 'GET', endpoint: '/x' }, 0.7)
    registry.add('http_requests_total', { method: 'GET', endpoint: '/x', status: '200' })
    const before = await text(registry)
    const open = await text(registry, 'openmetrics')
    expect(await text(registry)).toBe(before)
    expect(before).toContain('# TYPE http_requests_total counter\nhttp_requests_total{')
    expect(open).toContain('# TYPE http_requests counter\nhttp_requests_total{')
    expect(open).toContain('http_request_duration_seconds_bucket{le="1.0",method="GET",endpoint="/x"} 1\n')
    expect(before).toContain('http_request_duration_seconds_bucket{le="1",method="GET",endpoint="/x"} 1\n')
    expect(open.endsWith('\n# EOF\n')).toBe(true)
  })
})

describe('what a reader accepts', () => {
  it.each([
    ['', 'prometheus'],
    ['*/*', 'prometheus'],
    ['text/html', 'prometheus'],
    [
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      'openmetrics',
    ],
    ['text/plain, application/openmetrics-text;q=0.5', 'prometheus'],
    ['application/openmetrics-text;q=0', 'prometheus'],
    ['application/openmetrics-text;q=x', 'prometheus'],
  ])('chooses the format: %s', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format)
  })
})
