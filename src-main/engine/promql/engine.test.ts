import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Labels, markStale, type SelectHints, type SeriesSource } from '../timeseries/index.ts'
import { evaluateInstant, evaluateRange } from './engine.ts'
import { PromqlEvaluationError, PromqlInterruptedError, PromqlLimitError } from './errors.ts'
import { matchesLabels } from './matching.ts'
import { describeAnnotation, type InstantResult, type RangeResult } from './result.ts'
import { randomQuery } from './testing/random-query.ts'
import { sampleData } from './testing/sample-series.ts'

const fromMs = 1_700_000_000_000
const data = sampleData(fromMs)

const hints: SelectHints = { fromMs: 0, toMs: 0, stepMs: 0, function: '', rangeMs: 0 }
const none = new Float64Array(3)

/** One series with a sample every so often, the value being its number. */
function steady(count: number, stepMs: number): SeriesSource & { readonly asked: SelectHints[] } {
  const asked: SelectHints[] = []
  const timestamps = Float64Array.from({ length: count }, (_, index) => index * stepMs)
  const values = Float64Array.from(timestamps, (_, index) => index)
  const series = [{ labels: Labels.of({ __name__: 'x_total' }), timestamps, values }]
  return {
    asked,
    select: async (matchers, hints) => {
      asked.push(hints)
      return matchers.some(({ value }) => value === 'x_total') ? series : []
    },
  }
}

function valuesOf({ value }: InstantResult): readonly number[] {
  if (value.kind !== 'vector') throw new Error(`got a ${value.kind}`)
  return value.samples.map((sample) => sample.value)
}

describe('a range query', () => {
  it('answers at each step what a query at that moment answers', async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery, fc.integer({ min: 0, max: 4_000 }), async (query, seconds) => {
        fc.pre(!/start\(\)|end\(\)/.test(query))
        const start = fromMs + 600_000 + seconds * 1000
        const stepMs = 70_000
        const range = { source: data, fromMs: start, toMs: start + 3 * stepMs, stepMs }
        const whole = await evaluateRange(query, range).catch((error: unknown) => {
          expect(error).toBeInstanceOf(PromqlEvaluationError)
        })
        if (whole === undefined) return
        for (let atMs = start; atMs <= range.toMs; atMs += stepMs) {
          const { value } = await evaluateInstant(query, { source: data, atMs })
          if (value.kind !== 'vector') throw new Error(`got a ${value.kind}`)
          const single = new Map(value.samples.map((sample) => [sample.labels.key, sample.value]))
          expect(columnAt(whole, atMs)).toEqual(single)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('asks the source once for each selector, however many steps there are', async () => {
    const source = steady(1000, 15_000)
    await evaluateRange('rate(x_total[5m]) + x_total offset 1m', { source, fromMs: 3e6, toMs: 9e6, stepMs: 60_000 })
    expect(source.asked).toEqual([
      { fromMs: 3e6 - 300_000 + 1, toMs: 9e6, stepMs: 60_000, function: 'rate', rangeMs: 300_000 },
      { fromMs: 3e6 - 360_000 + 1, toMs: 9e6 - 60_000, stepMs: 60_000, function: '', rangeMs: 0 },
    ])
  })

  it('sorts its series by their labels', async () => {
    const { value } = await evaluateRange('sort_desc(up)', {
      source: data,
      fromMs: fromMs + 3e5,
      toMs: fromMs + 4e5,
      stepMs: 5e4,
    })
    const keys = value.series.map(({ labels }) => labels.get('job') + labels.get('instance'))
    expect(keys).toEqual(['apia', 'weba', 'apib', 'webb', 'apic', 'webc'])
  })

  it('refuses what is no number', async () => {
    const range = { source: data, fromMs: 0, toMs: 1, stepMs: 1 }
    await expect(evaluateRange('up[5m]', range)).rejects.toThrow('invalid expression type "matrix" for range query')
    await expect(evaluateRange('"a"', range)).rejects.toThrow('invalid expression type "string"')
    await expect(evaluateRange('up', { ...range, stepMs: 0 })).rejects.toThrow('greater than nothing')
  })
})

function columnAt({ value }: RangeResult, atMs: number): ReadonlyMap<string, number> {
  const points = new Map<string, number>()
  for (const { labels, timestamps, values } of value.series) {
    const index = timestamps.indexOf(atMs)
    if (index >= 0) points.set(labels.key, values[index] ?? 0)
  }
  return points
}

describe('the ends of ranges', () => {
  it('are open on the left, and closed for comparing with Prometheus 2', async () => {
    const at = { source: steady(10, 60_000), atMs: 360_000 }
    expect(valuesOf(await evaluateInstant('count_over_time(x_total[5m])', at))).toEqual([5])
    expect(valuesOf(await evaluateInstant('count_over_time(x_total[5m])', { ...at, leftClosed: true }))).toEqual([6])
    const late = { source: steady(2, 60_000), atMs: 360_000 }
    expect(valuesOf(await evaluateInstant('x_total', late))).toEqual([])
    expect(valuesOf(await evaluateInstant('x_total', { ...late, leftClosed: true }))).toEqual([1])
    expect(valuesOf(await evaluateInstant('x_total', { ...late, lookbackMs: 300_001 }))).toEqual([1])
  })

  it('lie on multiples of the step for subqueries', async () => {
    const at = { source: steady(100, 1000), atMs: 65_000 }
    const { value } = await evaluateInstant('x_total[30s:10s]', at)
    if (value.kind !== 'matrix') throw new Error(`got a ${value.kind}`)
    expect(value.series.map(({ timestamps }) => [...timestamps])).toEqual([[40_000, 50_000, 60_000]])
    const edge = { ...at, atMs: 60_000 }
    const counted = 'count_over_time(x_total[30s:10s])'
    expect(valuesOf(await evaluateInstant(counted, edge))).toEqual([3])
    expect(valuesOf(await evaluateInstant(counted, { ...edge, leftClosed: true }))).toEqual([4])
  })
})

describe('an answer', () => {
  it('tells no data from a condition that does not hold', async () => {
    const at = { source: data, atMs: fromMs + 600_000 }
    const [absent, untrue] = [await evaluateInstant('nothing > 0', at), await evaluateInstant('up > 7', at)]
    expect([valuesOf(absent), absent.inputSeries]).toEqual([[], 0])
    expect([valuesOf(untrue), untrue.inputSeries]).toEqual([[], 6])
    const ended = steady(3, 60_000)
    markStale(
      (await ended.select([{ name: '__name__', operator: '=', value: 'x_total' }], hints))[0]?.values ?? none,
      2,
    )
    expect((await evaluateInstant('x_total', { source: ended, atMs: 130_000 })).inputSeries).toBe(0)
    expect((await evaluateInstant('rate(x_total[5m])', { source: ended, atMs: 130_000 })).inputSeries).toBe(1)
  })

  it('says once what its reader should know, with the place', async () => {
    const query = 'sum(\n  rate(temperature[5m])) + quantile(2, up)'
    const { annotations } = await evaluateInstant(query, { source: data, atMs: fromMs + 600_000 })
    expect(annotations.map((annotation) => describeAnnotation(annotation, query))).toEqual([
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "temperature" (2:8)',
      'PromQL warning: quantile value should be between 0 and 1, got 2 (2:37)',
    ])
  })

  it('takes patterns that explode elsewhere', async () => {
    const query = 'up{job=~"(a+)+$", instance=~"(.*)*(.*)*(.*)*x"}'
    const labels = Labels.of({ __name__: 'up', job: `${'a'.repeat(5000)}!`, instance: 'a' })
    const series = { labels, timestamps: Float64Array.of(0), values: Float64Array.of(1) }
    const source: SeriesSource = { select: async (matchers) => (matchesLabels(matchers, labels) ? [series] : []) }
    const startedAt = performance.now()
    expect(valuesOf(await evaluateInstant(query, { source, atMs: 1 }))).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('limits', () => {
  const heavy = { source: steady(200_000, 1000), fromMs: 0, toMs: 2e8, stepMs: 20_000 }
  const heavyQuery = 'sum_over_time(x_total[1h])'

  it('stop a query that would hold too many samples, before it does', async () => {
    const few = { ...heavy, maxSamples: 100_000 }
    await expect(evaluateRange('x_total', few)).rejects.toThrow(PromqlLimitError)
    await expect(evaluateRange('1', { ...few, toMs: 1e15, stepMs: 1 })).rejects.toThrow(PromqlLimitError)
    await expect(evaluateRange('1', { ...few, toMs: 1e6, stepMs: 1000 })).resolves.toBeDefined()
    const subquery = evaluateInstant('max_over_time(vector(1)[50y:1ms])', { ...few, atMs: 1e12 })
    await expect(subquery).rejects.toThrow(PromqlLimitError)
  })

  it('stop a query that takes too long', async () => {
    await expect(evaluateRange(heavyQuery, { ...heavy, timeoutMs: 30 })).rejects.toThrow(
      new PromqlInterruptedError('timeout'),
    )
  })

  it('stop a query that nobody waits for any more, also before it starts', async () => {
    const controller = new AbortController()
    const running = evaluateRange(heavyQuery, { ...heavy, signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    await expect(running).rejects.toThrow(new PromqlInterruptedError('cancelled'))
    const late = evaluateInstant('1', { source: data, atMs: 0, signal: controller.signal })
    await expect(late).rejects.toThrow(new PromqlInterruptedError('cancelled'))
  })

  it('give others their turn while a query works', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const startedAt = performance.now()
    await evaluateRange(heavyQuery, heavy).finally(() => clearInterval(timer))
    const tookMs = performance.now() - startedAt
    expect(turns).toBeGreaterThan(tookMs / 60)
  })
})
