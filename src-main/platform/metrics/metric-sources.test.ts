import { describe, expect, it, vi } from 'vitest'
import { Owner } from '../lifecycle.ts'
import { type Logger, silentLogger } from '../logger.ts'
import { expositionText } from './exposition.ts'
import { MetricRegistry } from './metric-registry.ts'
import { type MetricSource, MetricSources } from './metric-sources.ts'
import { EventLoopDelay, processFigures } from './process-figures.ts'

function sourcesWith(...given: MetricSource[]) {
  let nowMs = 0
  const warnings: unknown[] = []
  const log: Logger = { ...silentLogger, warning: (message, fields) => void warnings.push([message, fields?.source]) }
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
  const sources = new MetricSources(new MetricRegistry(), { clock, log })
  for (const source of given) sources.add(source)
  const text = async () => expositionText(await sources.families(), 'prometheus')
  const later = (ms: number) => {
    nowMs += ms
  }
  return { warnings, text, later }
}

describe('sources of figures', () => {
  it('are asked once in their time, by however many readers', async () => {
    const refresh = vi.fn((registry: MetricRegistry) => registry.set('queued_jobs', {}, 4))
    const { text, later } = sourcesWith({ name: 'queue', everyMs: 5000, refresh })
    const told = await Promise.all([text(), text(), text()])
    expect(told.every((one) => one.includes('queued_jobs 4\n'))).toBe(true)
    await text()
    expect(refresh).toHaveBeenCalledTimes(1)
    later(5000)
    await text()
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('fail alone: the others are told, what is not known is left out, and the log hears of it once', async () => {
    let works = true
    const queue: MetricSource = {
      ...{ name: 'queue', everyMs: 0 },
      refresh: (registry) => {
        if (!works) throw new Error('gone')
        registry.set('queued_jobs', {}, 4)
      },
      forget: (registry) => registry.remove('queued_jobs'),
    }
    const jobs: MetricSource = { name: 'jobs', everyMs: 0, refresh: (registry) => registry.set('active_jobs', {}, 2) }
    const { text, warnings } = sourcesWith(queue, jobs)
    expect(await text()).toContain('queued_jobs 4\n')
    works = false
    await text()
    const told = await text()
    expect(told).not.toContain('queued_jobs')
    expect(told).toContain('active_jobs 2\n')
    expect(warnings).toEqual([['figures could not be read', 'queue']])
    works = true
    expect(await text()).toContain('queued_jobs 4\n')
  })

  it('that hang keep nobody waiting for longer than five seconds and are not asked a second time', async () => {
    vi.useFakeTimers()
    try {
      const refresh = vi.fn(() => new Promise<void>(() => {}))
      const { text } = sourcesWith({ name: 'stuck', everyMs: 0, refresh })
      const told = Promise.all([text(), text()])
      await vi.advanceTimersByTimeAsync(5000)
      expect((await told)[0]).toContain('cache_hits_total 0\n')
      expect(refresh).toHaveBeenCalledTimes(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('figures of the process', () => {
  it('grow with the time it works, and tell how late it was', async () => {
    const owner = new Owner('test')
    let nowMs = 0
    const delay = new EventLoopDelay({ now: () => new Date(), monotonicMs: () => nowMs })
    delay.start(owner)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const endMs = performance.now() + 300
    while (performance.now() < endMs) Math.sqrt(2)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const registry = new MetricRegistry()
    const source = processFigures(delay, '1.2.3')
    await source.refresh(registry)
    expect(expositionText(await registry.families(), 'prometheus')).not.toContain('nodejs_eventloop_lag_p99_seconds ')
    nowMs = 10_000
    await source.refresh(registry)
    await owner.stop()
    const values = new Map(
      (await registry.families()).flatMap(({ samples }) => samples.map(({ name, value }) => [name, value] as const)),
    )
    expect(values.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0.2)
    expect(values.get('process_cpu_seconds_total')).toBeCloseTo(process.cpuUsage().user / 1e6, -1)
    expect(values.get('process_resident_memory_bytes')).toBeGreaterThan(1e7)
    expect(Math.abs((values.get('process_start_time_seconds') ?? 0) - Date.now() / 1000)).toBeLessThan(3600)
    expect(values.get('kuraban_build_info')).toBe(1)
  })
})
