import { beforeEach, describe, expect, it } from 'vitest'
import { isStale, Labels, markStale, type SelectHints } from '../timeseries/index.ts'
import { MemoryChunkStore, type RetentionGroup, Tsdb } from './index.ts'
import { rollUp } from './maintenance/rollup-points.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const start = 1_699_920_000_000
const named = (name: string) => Labels.of({ __name__: name })
const byName = (value: string) => [{ name: '__name__', operator: '=', value }] as const
const wave = (index: number) => Math.round(1000 * Math.sin(index / 40)) / 10
/** Restarts twice a day. */
const counter = (index: number) => 3 * (index % 720)

let store: MemoryChunkStore

/** Days of one sample a minute. */
async function days(count: number, retention: readonly RetentionGroup[] = []): Promise<Tsdb> {
  store = new MemoryChunkStore()
  const tsdb = await Tsdb.open(store, { retention })
  const references = tsdb.resolve([named('wave'), named('calls_total')], start)
  for (let index = 0; index <= count * 1440; index += 1) {
    await tsdb.append(start + index * minuteMs, references, Float64Array.of(wave(index), counter(index)))
    if (index % 60 === 10) await tsdb.maintain()
  }
  await tsdb.maintain()
  return tsdb
}

const group = (rawDays: number, fiveMinutesDays = 400): RetentionGroup => ({
  ...{ pattern: '.*', rawDays, fiveMinutesDays, hoursDays: 1825 },
})

/** What PromQL asks for a function over a range at each step from one time to another. */
function asks(name: string, from: number, to: number, range: number, stepMs = range): SelectHints {
  return { fromMs: from - range + 1, toMs: to, stepMs, function: name, rangeMs: name === '' ? 0 : range }
}

async function answer(tsdb: Tsdb, name: string, hints: SelectHints) {
  const [found] = await tsdb.select(byName(name), hints)
  return { times: [...(found?.timestamps ?? [])], values: [...(found?.values ?? [])] }
}

/** Evaluates over windows as PromQL does: after `end - range` and up to `end`. */
function over(
  samples: { times: number[]; values: number[] },
  hints: SelectHints,
  reduce: (values: number[]) => number,
) {
  const results: number[] = []
  for (let end = hints.fromMs - 1 + hints.rangeMs; end <= hints.toMs; end += hints.stepMs) {
    const inside = samples.values.filter((_, index) => {
      const time = samples.times[index] ?? 0
      return time > end - hints.rangeMs && time <= end
    })
    results.push(inside.length === 0 ? Number.NaN : reduce(inside))
  }
  return results
}

describe('a point of a rollup', () => {
  const times = Float64Array.of(1, 100, 200, 300, 301, 900)
  const span = { fromMs: 0, toMs: 900, spanMs: 300, isCounter: true }

  it('stands for the samples after its start and up to its end', () => {
    const points = rollUp(times, Float64Array.of(5, 1, 7, 2, 9, 4), span)
    expect([...points.times]).toEqual([300, 600, 900])
    expect([...points.count]).toEqual([4, 1, 1])
    expect([...points.min]).toEqual([1, 9, 4])
    expect([...points.max]).toEqual([7, 9, 4])
    expect([...points.sum]).toEqual([15, 9, 4])
    expect([...points.last]).toEqual([2, 9, 4])
  })

  it('counts what a counter grew by before it restarted', () => {
    const points = rollUp(Float64Array.of(100, 400, 450, 500), Float64Array.of(10, 15, 3, 20), span)
    expect([...points.correction]).toEqual([0, 15])
  })

  it('tells NaN, ends and nothing apart', () => {
    const values = Float64Array.of(5, Number.NaN, 7, 0, 0, 4)
    markStale(values, 3)
    markStale(values, 4)
    const points = rollUp(times, values, span)
    expect([...points.count]).toEqual([3, 0, 1])
    expect([...points.ended]).toEqual([1, 1, 0])
    expect([points.min[0], points.max[0], points.sum[0], points.last[0]]).toEqual([5, 7, Number.NaN, 7])
  })

  it('adds without losing small values beside large ones', () => {
    const points = rollUp(Float64Array.of(1, 2, 3), Float64Array.of(1e100, 1, -1e100), span)
    expect(points.sum[0]).toBe(1)
  })
})

describe('a long span', () => {
  let tsdb: Tsdb

  beforeEach(async () => {
    tsdb = await days(5)
  })

  const least = (values: number[]) => Math.min(...values)
  const most = (values: number[]) => Math.max(...values)
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  const newest = (values: number[]) => values.at(-1) ?? Number.NaN

  it.each([
    ['min_over_time', least, hourMs],
    ['max_over_time', most, hourMs],
    ['max_over_time', most, 5 * minuteMs],
    ['sum_over_time', total, 3 * hourMs],
    ['last_over_time', newest, 10 * minuteMs],
  ])('is answered by points as by samples for %s where windows are whole (%#)', async (name, reduce, range) => {
    const asked = asks(name, start + dayMs, start + 4 * dayMs, range)
    const points = await answer(tsdb, 'wave', asked)
    const raw = await answer(tsdb, 'wave', { ...asked, function: 'quantile_over_time' })
    expect(points.times.length).toBeLessThan(raw.times.length / 4)
    const expected = over(raw, asked, reduce)
    const difference = over(points, asked, reduce).map((value, index) => value - (expected[index] ?? 0))
    expect(most(difference.map(Math.abs))).toBeLessThan(1e-9)
  })

  it('of an instant selector is answered by the last values where steps are whole', async () => {
    const asked = asks('', start + dayMs, start + 4 * dayMs, 5 * minuteMs, 15 * minuteMs)
    const { times, values } = await answer(tsdb, 'wave', asked)
    expect(times.length).toBeLessThan(1100)
    for (const [index, time] of times.entries()) expect(values[index]).toBe(wave((time - start) / minuteMs))
  })

  it.each([
    ['of other functions', asks('rate', start + dayMs, start + 4 * dayMs, hourMs)],
    ['of averages and counts', asks('avg_over_time', start + dayMs, start + 4 * dayMs, hourMs)],
    ['where windows are no whole points', asks('max_over_time', start + dayMs + 1, start + 4 * dayMs + 1, hourMs)],
    ['where ranges are no whole points', asks('max_over_time', start + dayMs, start + 4 * dayMs, 7 * minuteMs, hourMs)],
    ['where steps are no whole points', asks('max_over_time', start + dayMs, start + 4 * dayMs, hourMs, 7 * minuteMs)],
    ['of the time of samples', { ...asks('', start + dayMs, start + 4 * dayMs, 5 * minuteMs), function: 'timestamp' }],
  ])('is read from samples %s', async (_why, asked) => {
    const { times } = await answer(tsdb, 'wave', asked)
    expect(times.length).toBeGreaterThan(3 * 1440)
  })
})

describe('samples that are gone', () => {
  it('are deleted by whole hours, later than their group says and never sooner', async () => {
    const tsdb = await days(6, [{ ...group(2), pattern: 'wave' }])
    const { times } = await answer(tsdb, 'wave', asks('max_over_time', start + 6 * dayMs, start + 6 * dayMs, dayMs, 0))
    expect(times[0]).toBe(start + 5 * dayMs + minuteMs)
    const chunks = async (id: number) =>
      (await store.readChunks('raw', [{ series: id, fromMs: 0, toMs: start + 9 * dayMs }])).map(({ fromMs }) => fromMs)
    const [wave = 0, calls = 0] = tsdb.resolve([named('wave'), named('calls_total')], start)
    expect((await chunks(wave))[0]).toBe(start + 3 * dayMs)
    expect((await chunks(calls))[0]).toBe(start)
  })

  it('are answered by points that say the same, together with the samples that remain', async () => {
    const tsdb = await days(6, [group(2)])
    const asked = asks('max_over_time', start + dayMs, start + 6 * dayMs, hourMs)
    const whole = await days(6)
    const expected = over(await answer(whole, 'wave', asked), asked, (values) => Math.max(...values))
    expect(over(await answer(tsdb, 'wave', asked), asked, (values) => Math.max(...values))).toEqual(expected)
  })

  it.each([
    ['another function', asks('avg_over_time', start + dayMs, start + 2 * dayMs, hourMs)],
    ['windows that are no whole points', asks('min_over_time', start + dayMs + 1, start + 2 * dayMs, hourMs)],
    ['a rate over too few points', asks('rate', start + dayMs, start + 2 * dayMs, 15 * minuteMs)],
    ['the samples themselves', { ...asks('', start + 2 * dayMs, start + 2 * dayMs, hourMs), stepMs: 0 }],
  ])('are refused rather than answered wrongly: %s', async (_what, asked) => {
    const tsdb = await days(5, [group(1)])
    await expect(tsdb.select(byName('wave'), asked)).rejects.toMatchObject({
      code: 'raw-samples-gone',
      detail: { rawFromMs: start + 3 * dayMs, alignmentMs: 5 * minuteMs },
    })
  })

  it('let a counter grow as it did, restarts and all, into the samples that remain', async () => {
    const tsdb = await days(6, [group(2)])
    const asked = asks('increase', start + 5 * dayMs, start + 5 * dayMs, 4 * dayMs, 0)
    const { times, values } = await answer(tsdb, 'calls_total', asked)
    expect(times.length).toBeLessThan(4 * 1440)
    const grown = values.slice(1).reduce((sum, value, index) => {
      const before = values[index] ?? 0
      return sum + (value >= before ? value - before : value)
    }, 0)
    const first = (times[0] ?? 0) - start
    const minutes = 5 * 1440 - first / minuteMs
    const restarts = Math.floor(5 * 2) - Math.floor(first / (12 * hourMs))
    expect(grown).toBe(3 * (minutes - restarts))
  })

  it('leave hours when the points of five minutes are gone too', async () => {
    const tsdb = await days(6, [group(1, 2)])
    const asked = asks('min_over_time', start + dayMs, start + 6 * dayMs, 6 * hourMs)
    const whole = await days(6)
    const least = (values: number[]) => Math.min(...values)
    expect(over(await answer(tsdb, 'wave', asked), asked, least)).toEqual(
      over(await answer(whole, 'wave', asked), asked, least),
    )
    await expect(
      tsdb.select(byName('wave'), asks('min_over_time', start + dayMs, start + 6 * dayMs, 5 * minuteMs)),
    ).rejects.toMatchObject({ detail: { alignmentMs: hourMs } })
  })

  it('take their series with them in the end', async () => {
    const tsdb = await days(1, [{ ...group(1, 1), hoursDays: 1 }])
    expect(tsdb.series([], { fromMs: 0, toMs: start + 90 * dayMs })).toHaveLength(2)
    for (let hour = 26; hour < 24 * 8; hour += 1) {
      await tsdb.appendSamples(start + hour * hourMs, [{ labels: named('later'), value: 1 }])
      await tsdb.maintain()
    }
    expect(tsdb.series([], { fromMs: 0, toMs: start + 90 * dayMs }).map(({ name }) => name)).toEqual(['later'])
    expect((await store.readSeries()).length).toBe(1)
  })
})

describe('retention', () => {
  it('does not empty the store because a clock jumped a year ahead', async () => {
    const tsdb = await days(3, [group(10)])
    for (let hour = 0; hour < 30; hour += 1) {
      await tsdb.appendSamples(start + 365 * dayMs + hour * hourMs, [{ labels: named('wave'), value: 0 }])
      await tsdb.maintain()
    }
    const asked = asks('rate', start + 3 * dayMs, start + 3 * dayMs, 3 * dayMs, 0)
    expect((await answer(tsdb, 'wave', asked)).times).toHaveLength(3 * 1440)
  })
})

describe('points of a day', () => {
  it('are made again when making them was interrupted', async () => {
    store = new MemoryChunkStore()
    const write = store.writeRollups.bind(store)
    let writes = 0
    store.writeRollups = (rolled) => {
      writes += 1
      return writes === 1 ? Promise.reject(new Error('killed')) : write(rolled)
    }
    const tsdb = await Tsdb.open(store)
    for (let index = 0; index < 27 * 60; index += 1) {
      await tsdb.appendSamples(start + index * minuteMs, [{ labels: named('wave'), value: wave(index) }])
    }
    await expect(tsdb.maintain()).rejects.toThrow('killed')
    expect(tsdb.stats().rolledUntilMs).toBe(0)
    await tsdb.maintain()
    expect(tsdb.stats().rolledUntilMs).toBe(start + dayMs)
  })
})

describe('a chart', () => {
  it.each([
    ['raw', 3 * hourMs, 60],
    ['five-minutes', 3 * dayMs, 300],
    ['hours', 3 * dayMs, 50],
  ])('of %s data shows the least and the greatest value of every step', async (tier, length, points) => {
    const tsdb = await days(4)
    const fromMs = start + dayMs
    const [plotted] = await tsdb.plot({ matchers: byName('wave'), fromMs, toMs: fromMs + length, points })
    expect(plotted).toMatchObject({ tier, stepMs: length / points })
    expect(plotted?.times.length).toBe(points)
    const all = Array.from({ length: length / minuteMs }, (_, index) => wave(1441 + index))
    expect(Math.max(...(plotted?.max ?? []))).toBe(Math.max(...all))
    expect(Math.min(...(plotted?.min ?? []))).toBe(Math.min(...all))
    const average = (values: Iterable<number>) =>
      [...values].reduce((sum, value) => sum + value, 0) / [...values].length
    expect(average(plotted?.average ?? [])).toBeCloseTo(average(all), -0.5)
  })

  it('goes on to the newest sample in memory and leaves out steps without any', async () => {
    const tsdb = await days(2)
    const fromMs = start
    const [plotted] = await tsdb.plot({ matchers: byName('wave'), fromMs, toMs: fromMs + 4 * dayMs, points: 96 })
    expect(plotted?.times.length).toBe(48)
    const hour = Array.from({ length: 60 }, (_, index) => wave(2 * 1440 - index))
    expect(plotted?.max.at(-1)).toBe(Math.max(...hour))
  })
})

describe('a series that ended within a point', () => {
  it('has no value at its end, and its last one over a range', async () => {
    store = new MemoryChunkStore()
    const tsdb = await Tsdb.open(store, { retention: [group(1)] })
    const references = tsdb.resolve([named('wave')], start)
    for (let index = 0; index < 13; index += 1)
      await tsdb.append(start + index * minuteMs, references, Float64Array.of(index))
    await tsdb.end(start + 13 * minuteMs, references)
    for (let hour = 1; hour < 24 * 5; hour += 1) {
      await tsdb.appendSamples(start + hour * hourMs, [{ labels: named('other'), value: 1 }])
      await tsdb.maintain()
    }
    const [instant] = await tsdb.select(
      byName('wave'),
      asks('', start + 15 * minuteMs, start + 15 * minuteMs, 5 * minuteMs, 0),
    )
    expect([...(instant?.timestamps ?? [])]).toEqual([start + 15 * minuteMs])
    expect(instant !== undefined && isStale(instant.values, 0)).toBe(true)
    const range = await answer(
      tsdb,
      'wave',
      asks('last_over_time', start + 15 * minuteMs, start + 15 * minuteMs, 5 * minuteMs, 0),
    )
    expect(range.values).toEqual([12])
  })
})
