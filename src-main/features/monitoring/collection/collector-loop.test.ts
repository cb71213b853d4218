import { describe, expect, it, vi } from 'vitest'
import { Owner } from '#main/platform/lifecycle.ts'
import { type Logger, silentLogger } from '#main/platform/logger.ts'
import type { CollectedSample } from '../sample-sink.ts'
import { BoundedTurns } from './bounded-turns.ts'
import type { Collector } from './collector.ts'
import { CollectorLoop } from './collector-loop.ts'

const sample = (name: string, value = 1, labels = {}) => ({ name, labels, value })

function loopWith(...collectors: Collector[]) {
  let nowMs = 1_800_000_000_000
  let monotonicMs = 0
  const ticks: { tickMs: number; samples: readonly CollectedSample[] }[] = []
  const lines: string[] = []
  const write = (message: string) => void lines.push(message)
  const log: Logger = { ...silentLogger, info: write, warning: write, error: write }
  const sink = {
    append: vi.fn(async (tickMs: number, samples: readonly CollectedSample[]) => {
      ticks.push({ tickMs, samples })
    }),
  }
  const onTick = vi.fn()
  const loop = new CollectorLoop({
    ...{ log, sink, onTick, intervalMs: () => 15_000, collectors: () => collectors },
    clock: { now: () => new Date(nowMs), monotonicMs: () => monotonicMs },
  })
  const later = (ms: number) => {
    nowMs += ms
    monotonicMs += Math.max(0, ms)
  }
  const told = (name: string) => ticks.at(-1)?.samples.find((one) => one.name === name)
  return { loop, ticks, lines, sink, onTick, later, told }
}

const working: Collector = {
  ...{ name: 'good', job: 'node', instance: 'here', timeoutMs: 1000 },
  collect: async () => [sample('node_load1', 0.5)],
}

describe('collectors', () => {
  it('give what they found at a full interval of the clock, with where it comes from and what it cost', async () => {
    const { loop, ticks, later, onTick } = loopWith(working)
    later(4321)
    await loop.tick()
    expect(ticks).toEqual([
      {
        tickMs: 1_800_000_000_000,
        samples: [
          sample('node_load1', 0.5, { job: 'node', instance: 'here' }),
          sample('up', 1, { job: 'node', instance: 'here' }),
          sample('scrape_duration_seconds', 0, { job: 'node', instance: 'here' }),
          sample('scrape_samples_scraped', 1, { job: 'node', instance: 'here' }),
        ],
      },
    ])
    expect(onTick).toHaveBeenCalledWith(1_800_000_000_000)
    await loop.tick()
    expect(ticks).toHaveLength(1)
    expect(loop.lastTurn('good')).toMatchObject({ isUp: true, samples: 1, error: null })
  })

  it('fail alone, are told as down, and are logged once until they work again', async () => {
    let works = false
    const flaky: Collector = {
      ...{ name: 'flaky', job: 'redis', instance: 'there', timeoutMs: 1000, whenDown: [sample('redis_up', 0)] },
      collect: async () => {
        if (!works) throw new Error('refused')
        return [sample('redis_up', 1)]
      },
    }
    const { loop, ticks, lines, later } = loopWith(flaky, working)
    await loop.tick()
    later(15_000)
    await loop.tick()
    const of = (job: string, name: string) =>
      ticks
        .flatMap(({ samples }) => samples.filter((one) => one.name === name && one.labels.job === job))
        .map((one) => one.value)
    expect(of('redis', 'up')).toEqual([0, 0])
    expect(of('redis', 'redis_up')).toEqual([0, 0])
    expect(of('node', 'up')).toEqual([1, 1])
    expect(loop.lastTurn('flaky')).toMatchObject({ isUp: false, error: 'refused' })
    works = true
    later(15_000)
    await loop.tick()
    expect(of('redis', 'redis_up')).toEqual([0, 0, 1])
    expect(lines).toEqual(['figures could not be collected', 'figures are collected again'])
  })

  it('that hang are down after their time, and stop nobody else', async () => {
    const aborted = vi.fn()
    const hanging: Collector = {
      ...{ name: 'hanging', job: 'x', instance: 'y', timeoutMs: 30 },
      collect: (signal) => {
        signal.addEventListener('abort', aborted)
        return new Promise(() => {})
      },
    }
    const { loop, ticks } = loopWith(hanging, working)
    await loop.tick()
    expect(loop.lastTurn('hanging')).toMatchObject({ isUp: false, error: 'no answer within 30 ms' })
    expect(aborted).toHaveBeenCalled()
    expect(ticks).toHaveLength(2)
  })

  it('that are not ready miss a turn and never run twice at once', async () => {
    const waiting: (() => void)[] = []
    const slow: Collector = {
      ...{ name: 'slow', job: 'x', instance: 'y', timeoutMs: 60_000 },
      collect: vi.fn(() => new Promise<CollectedSample[]>((resolve) => waiting.push(() => resolve([sample('a')])))),
    }
    const { loop, ticks, later } = loopWith(slow, working)
    const first = loop.tick()
    await vi.waitFor(() => expect(ticks).toHaveLength(1))
    later(15_000)
    await loop.tick()
    expect(slow.collect).toHaveBeenCalledTimes(1)
    expect(ticks.map(({ tickMs }) => tickMs)).toEqual([1_800_000_000_000, 1_800_000_015_000])
    waiting[0]?.()
    await first
    expect(ticks.at(-1)).toMatchObject({ tickMs: 1_800_000_000_000, samples: [{ name: 'a' }, {}, {}, {}] })
  })

  it('go on when the clock jumps, ahead and back', async () => {
    const { loop, ticks, later } = loopWith(working)
    await loop.tick()
    later(86_400_000)
    await loop.tick()
    later(-86_400_000 - 3_600_000)
    await loop.tick()
    expect(ticks.map(({ tickMs }) => tickMs)).toEqual([1_800_000_000_000, 1_800_086_400_000, 1_799_996_400_000])
  })

  it('are heard in their own time where they have one', async () => {
    const rare: Collector = { ...working, name: 'rare', isDue: (tickMs) => tickMs % 60_000 === 0 }
    const { loop, ticks, later } = loopWith(rare)
    for (let turn = 0; turn < 8; turn += 1) {
      await loop.tick()
      later(15_000)
    }
    expect(ticks.map(({ tickMs }) => tickMs)).toEqual([1_800_000_000_000, 1_800_000_060_000])
  })

  it('keep labels that a target gives itself under another name', async () => {
    const target: Collector = {
      ...working,
      labels: { site: 'east' },
      collect: async () => [sample('a', Number.NaN, { job: 'own', site: 'own', kind: 'x' })],
    }
    const { loop, told } = loopWith(target)
    await loop.tick()
    expect(told('a')?.labels).toEqual({
      ...{ exported_job: 'own', exported_site: 'own', kind: 'x', site: 'east', job: 'node', instance: 'here' },
    })
    expect(told('a')?.value).toBeNaN()
  })

  it('go on when nobody can keep the figures, which is logged once', async () => {
    const { loop, sink, lines, later, ticks } = loopWith(working)
    sink.append.mockRejectedValueOnce(new Error('disk full')).mockRejectedValueOnce(new Error('disk full'))
    for (let turn = 0; turn < 3; turn += 1) {
      await loop.tick()
      later(15_000)
    }
    expect(lines).toEqual(['collected figures could not be kept'])
    expect(ticks).toHaveLength(1)
  })

  it('begin with their owner at the next full interval and end with it, also where one hangs', async () => {
    vi.useFakeTimers({ now: 1_800_000_005_000 })
    try {
      const hanging: Collector = {
        ...working,
        name: 'hanging',
        timeoutMs: 60_000,
        collect: () => new Promise(() => {}),
      }
      const owner = new Owner('test')
      const appended: number[] = []
      const loop = new CollectorLoop({
        ...{ log: silentLogger, intervalMs: () => 15_000, collectors: () => [working, hanging] },
        sink: { append: async (tickMs) => void appended.push(tickMs) },
        clock: { now: () => new Date(), monotonicMs: () => performance.now() },
      })
      loop.start(owner)
      await vi.advanceTimersByTimeAsync(9999)
      expect(appended).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      expect(appended).toEqual([1_800_000_015_000])
      await vi.advanceTimersByTimeAsync(15_000)
      await owner.stop()
      await vi.advanceTimersByTimeAsync(60_000)
      expect(appended).toEqual([1_800_000_015_000, 1_800_000_030_000])
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('bounded turns', () => {
  it('run so many at a time, in the order they came, also when some fail', async () => {
    const turns = new BoundedTurns(2)
    let running = 0
    let most = 0
    const order: number[] = []
    const work = async (at: number) => {
      running += 1
      most = Math.max(most, running)
      order.push(at)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
      if (at % 3 === 0) throw new Error('failed')
    }
    const all = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => turns.run(() => work(at))))
    expect(most).toBe(2)
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(4)
  })
})
