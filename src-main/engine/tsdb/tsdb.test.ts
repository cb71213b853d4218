import { beforeEach, describe, expect, it } from 'vitest'
import { isStale, Labels, type SelectHints } from '../timeseries/index.ts'
import { type ChunkStore, MemoryChunkStore, Tsdb, TsdbError } from './index.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const stepMs = 15_000
const start = 1_699_920_000_000
const named = (name: string, more: Record<string, string> = {}) => Labels.of({ __name__: name, ...more })
const byName = (value: string) => [{ name: '__name__', operator: '=', value }] as const
const hints = (fromMs: number, toMs: number, more: Partial<SelectHints> = {}): SelectHints => ({
  ...{ fromMs, toMs, stepMs: 0, function: 'rate', rangeMs: toMs - fromMs, ...more },
})

let store: MemoryChunkStore
let tsdb: Tsdb

beforeEach(async () => {
  store = new MemoryChunkStore()
  tsdb = await Tsdb.open(store)
})

/** Appends a value a tick to some series; maintains every hour, as the program does. */
async function fill(
  into: Tsdb,
  labels: readonly Labels[],
  span: { fromMs: number; ticks: number },
  valueAt: (index: number) => number,
) {
  for (let index = 0; index < span.ticks; index += 1) {
    const tick = span.fromMs + index * stepMs
    const references = into.resolve(labels, tick)
    await into.append(tick, references, new Float64Array(labels.length).fill(valueAt(index)))
    if (index % 240 === 0) await into.maintain()
  }
  await into.maintain()
}

async function samples(from: Tsdb, name: string, asked: SelectHints) {
  const [found] = await from.select(byName(name), asked)
  return found === undefined ? [] : [...found.timestamps].map((time, index) => [time, found.values[index]])
}

describe('what was appended', () => {
  it('is found at once, after sealing, and after opening the store again, each sample once', async () => {
    const ticks = 6 * 240
    await fill(tsdb, [named('up')], { fromMs: start, ticks }, (index) => index)
    const expected = Array.from({ length: ticks }, (_, index) => [start + index * stepMs, index])
    const all = hints(start, start + ticks * stepMs)
    expect(tsdb.stats().sealedUntilMs).toBe(start + 5 * hourMs)
    expect(await samples(tsdb, 'up', all)).toEqual(expected)
    expect(await samples(await Tsdb.open(store), 'up', all)).toEqual(expected)
    expect(await samples(tsdb, 'up', hints(start + 10 * stepMs, start + 12 * stepMs))).toEqual(expected.slice(10, 13))
  })

  it('is cut down to the second, so that lag lies in no timestamp', async () => {
    await tsdb.appendSamples(start + 417, [{ labels: named('up'), value: 1 }])
    expect(await samples(tsdb, 'up', hints(start, start + 1000))).toEqual([[start, 1]])
  })

  it('is merged from sources that share a series in turn', async () => {
    for (let index = 0; index < 8; index += 1) {
      const others = index % 2 === 0 ? [{ labels: named('other'), value: 0 }] : []
      await tsdb.appendSamples(start + index * 1000, [...others, { labels: named('up'), value: index }])
    }
    const expected = Array.from({ length: 8 }, (_, index) => [start + index * 1000, index])
    expect(await samples(tsdb, 'up', hints(start, start + 8000))).toEqual(expected)
    expect(await samples(await Tsdb.open(store), 'up', hints(start, start + 8000))).toEqual(expected)
  })

  it('keeps ends of series, NaN and infinities apart, in memory and sealed', async () => {
    const references = tsdb.resolve([named('odd')], start)
    for (const [index, value] of [1, Number.NaN, Number.POSITIVE_INFINITY, 2].entries()) {
      await tsdb.append(start + index * stepMs, references, Float64Array.of(value))
    }
    await tsdb.end(start + 4 * stepMs, references)
    const read = async () => {
      const [found] = await tsdb.select(byName('odd'), hints(start, start + hourMs))
      if (found === undefined) throw new Error('the series is gone')
      return [...found.values].map((value, index) => (isStale(found.values, index) ? 'end' : value))
    }
    const expected = [1, Number.NaN, Number.POSITIVE_INFINITY, 2, 'end']
    expect(await read()).toEqual(expected)
    await tsdb.appendSamples(start + 4 * hourMs, [{ labels: named('late'), value: 1 }])
    await tsdb.maintain()
    expect(await read()).toEqual(expected)
  })

  it('is refused with a late tick and counted, sample by sample', async () => {
    const references = tsdb.resolve([named('a'), named('b')], start)
    await tsdb.append(start + 5000, references.subarray(0, 1), Float64Array.of(1))
    const mixed = await tsdb.append(start + 4000, references, Float64Array.of(2, 3))
    expect(mixed).toEqual({ taken: 1, late: 1, unknown: 0 })
    expect(await tsdb.append(start + 4000, references, Float64Array.of(4, 5))).toMatchObject({ taken: 0, late: 2 })
    expect(await samples(tsdb, 'a', hints(start, start + 9000))).toEqual([[start + 5000, 1]])
    expect(await samples(tsdb, 'b', hints(start, start + 9000))).toEqual([[start + 4000, 3]])
    expect(tsdb.stats()).toMatchObject({ appendedSamples: 2, lateSamples: 3 })
  })

  it('is not taken for an hour that is sealed', async () => {
    await fill(tsdb, [named('up')], { fromMs: start, ticks: 500 }, (index) => index)
    const late = await tsdb.appendSamples(start + 7000, [{ labels: named('new'), value: 1 }])
    expect(late).toMatchObject({ taken: 0, late: 1 })
  })

  it('of references that lead nowhere is counted, and the rest is taken', async () => {
    const [known = 0] = tsdb.resolve([named('up')], start)
    const report = await tsdb.append(start, Uint32Array.of(99, known, 0), Float64Array.of(1, 2, 3))
    expect(report).toEqual({ taken: 1, late: 0, unknown: 2 })
    expect(await samples(tsdb, 'up', hints(start, start))).toEqual([[start, 2]])
  })
})

describe('exploding series', () => {
  it('are refused beyond the limit and counted, while known ones go on', async () => {
    const limited = await Tsdb.open(store, { seriesLimit: 3 })
    const labels = Array.from({ length: 10 }, (_, index) => named('x', { id: String(index) }))
    const refused = await limited.appendSamples(
      start,
      labels.map((each) => ({ labels: each, value: 1 })),
    )
    expect(refused).toMatchObject({ taken: 3 })
    expect(
      await limited.appendSamples(
        start + 1000,
        labels.map((each) => ({ labels: each, value: 2 })),
      ),
    ).toMatchObject({ taken: 3 })
    expect(limited.stats()).toMatchObject({ activeSeries: 3, refusedTooManySeries: 14 })
  })

  it('give their places back when they have had no sample for hours', async () => {
    const limited = await Tsdb.open(store, { seriesLimit: 2 })
    await limited.appendSamples(start, [{ labels: named('old'), value: 1 }])
    for (const hour of [1, 3, 5]) {
      await limited.appendSamples(start + hour * hourMs, [{ labels: named('steady'), value: 1 }])
      await limited.maintain()
    }
    expect(limited.stats().activeSeries).toBe(1)
    expect(await limited.appendSamples(start + 5 * hourMs + 1000, [{ labels: named('new'), value: 1 }])).toMatchObject({
      taken: 1,
    })
  })

  it('are not made of values of labels that are too long', async () => {
    const long = named('x', { path: '蔵'.repeat(342) })
    expect(await tsdb.appendSamples(start, [{ labels: long, value: 1 }])).toMatchObject({ taken: 0 })
    const fits = named('x', { path: '蔵'.repeat(341) })
    expect(await tsdb.appendSamples(start, [{ labels: fits, value: 1 }])).toMatchObject({ taken: 1 })
    expect(tsdb.stats().refusedLabelTooLong).toBe(1)
  })
})

describe('finding series', () => {
  beforeEach(async () => {
    const labels = [
      named('up', { job: 'host', instance: 'a' }),
      named('up', { job: 'db', instance: 'b' }),
      named('down', { job: 'host' }),
    ]
    await tsdb.appendSamples(
      start,
      labels.map((each) => ({ labels: each, value: 1 })),
    )
  })

  const span = { fromMs: start, toMs: start + 1000 }
  const found = (...matchers: Parameters<Tsdb['series']>[0]) =>
    tsdb.series(matchers, span).map((labels) => `${labels.name} ${labels.get('job')} ${labels.get('instance')}`.trim())

  it('goes by equal, different and by RE2 patterns of the whole value, a missing label being empty', () => {
    expect(found({ name: 'job', operator: '=', value: 'host' })).toEqual(['up host a', 'down host'])
    expect(found({ name: 'job', operator: '!=', value: 'host' })).toEqual(['up db b'])
    expect(found({ name: 'instance', operator: '=', value: '' })).toEqual(['down host'])
    expect(found({ name: 'job', operator: '=~', value: 'ho.*|x' })).toEqual(['up host a', 'down host'])
    expect(found({ name: 'job', operator: '=~', value: 'os' })).toEqual([])
    expect(found({ name: 'instance', operator: '!~', value: '[ab]' })).toEqual(['down host'])
    expect(found({ name: 'instance', operator: '=~', value: 'a?' })).toEqual(['up host a', 'down host'])
    expect(found(...byName('up'), { name: 'job', operator: '=~', value: '(?i)DB' })).toEqual(['up db b'])
    expect(found({ name: 'none', operator: '=', value: 'x' })).toEqual([])
  })

  it('says which pattern is none', () => {
    expect(() => found({ name: 'job', operator: '=~', value: '(' })).toThrow(/invalid-pattern.*\(/)
  })

  it('lists names and values, and nothing of days without samples', async () => {
    expect(tsdb.labelNames([], span)).toEqual(['__name__', 'instance', 'job'])
    expect(tsdb.labelNames(byName('down'), span)).toEqual(['__name__', 'job'])
    expect(tsdb.labelValues('job', [], span)).toEqual(['db', 'host'])
    expect(tsdb.labelValues('job', [], { fromMs: start - 9 * dayMs, toMs: start - 8 * dayMs })).toEqual([])
    expect(tsdb.labelValues('job', [], { fromMs: start + 8 * dayMs, toMs: start + 9 * dayMs })).toEqual([])
  })

  it('finds nothing of a series that was deleted, nor after opening again', async () => {
    const [reference = 0] = tsdb.resolve([named('down', { job: 'host' })], start)
    expect(await tsdb.deleteSeries(byName('down'))).toBe(1)
    expect(found()).toEqual(['up host a', 'up db b'])
    expect(await tsdb.append(start + 1000, Uint32Array.of(reference), Float64Array.of(1))).toMatchObject({ unknown: 1 })
    tsdb = await Tsdb.open(store)
    expect(found()).toEqual(['up host a', 'up db b'])
    const [again = 0] = tsdb.resolve([named('new')], start)
    expect(again).not.toBe(reference)
  })
})

describe('a disk that fails', () => {
  it('loses nothing that memory holds: it is written with the next append', async () => {
    let isFull = true
    const failing = new Proxy<ChunkStore>(store, {
      get: (target, key: keyof ChunkStore) =>
        key === 'appendHead' && isFull ? () => Promise.reject(new Error('disk full')) : target[key].bind(target),
    })
    const own = await Tsdb.open(failing)
    await expect(own.appendSamples(start, [{ labels: named('up'), value: 1 }])).rejects.toThrow('disk full')
    expect(own.stats().unwrittenRows).toBe(1)
    isFull = false
    await own.appendSamples(start + 1000, [{ labels: named('up'), value: 2 }])
    expect(own.stats().unwrittenRows).toBe(0)
    const expected = [
      [start, 1],
      [start + 1000, 2],
    ]
    expect(await samples(own, 'up', hints(start, start + 1000))).toEqual(expected)
    expect(await samples(await Tsdb.open(store), 'up', hints(start, start + 1000))).toEqual(expected)
  })

  it('seals again what could not be sealed', async () => {
    const references = tsdb.resolve([named('up')], start)
    const appendUntil = async (from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        await tsdb.append(start + index * stepMs, references, Float64Array.of(index))
      }
    }
    await appendUntil(0, 600)
    const seal = store.seal.bind(store)
    store.seal = () => Promise.reject(new Error('disk full'))
    await expect(tsdb.maintain()).rejects.toThrow('disk full')
    store.seal = seal
    await appendUntil(600, 1000)
    await tsdb.maintain()
    const expected = Array.from({ length: 1000 }, (_, index) => [start + index * stepMs, index])
    expect(tsdb.stats().sealedUntilMs).toBe(start + 4 * hourMs)
    expect(await samples(await Tsdb.open(store), 'up', hints(start, start + dayMs))).toEqual(expected)
  })

  it('refuses appends before memory is spent', async () => {
    const small = await Tsdb.open(store, { headSamples: 100 })
    const references = small.resolve(
      Array.from({ length: 50 }, (_, index) => named('x', { id: String(index) })),
      start,
    )
    const append = async () => {
      for (let tick = 0; tick < 20; tick += 1) await small.append(start + tick * 1000, references, new Float64Array(50))
    }
    await expect(append()).rejects.toMatchObject({ code: 'head-full' })
  })
})

describe('a busy head', () => {
  it('seals before the hour is over and forgets what is sealed', async () => {
    const small = await Tsdb.open(store, { headSamples: 2000 })
    await fill(small, [named('up')], { fromMs: start, ticks: 10 }, () => 1)
    const references = small.resolve(
      Array.from({ length: 50 }, (_, index) => named('x', { id: String(index) })),
      start,
    )
    for (let tick = 0; tick < 60; tick += 1)
      await small.append(start + tick * stepMs, references, new Float64Array(50).fill(tick))
    await small.maintain()
    expect(small.stats().sealedUntilMs).toBe(start + 10 * 60_000)
    expect(small.stats().headSamples).toBeLessThan(2000)
    const [one] = await small.select([{ name: 'id', operator: '=', value: '7' }], hints(start, start + hourMs))
    expect([...(one?.values ?? [])]).toEqual(Array.from({ length: 60 }, (_, index) => index))
  })
})

describe('a damaged chunk', () => {
  it('is reported with its series and span, once, and everything else is answered', async () => {
    await fill(tsdb, [named('up'), named('other')], { fromMs: start, ticks: 6 * 240 }, (index) => index)
    const [id = 0] = tsdb.resolve([named('up')], start)
    const damagedFrom = start + hourMs
    const [chunk] = await store.readChunks('raw', [{ series: id, fromMs: damagedFrom, toMs: damagedFrom }])
    if (chunk === undefined) throw new Error('there is no chunk')
    const data = chunk.data.slice()
    data[9] = (data[9] ?? 0) ^ 1
    await store.seal({ chunks: [{ ...chunk, data }], untilMs: tsdb.stats().sealedUntilMs, seen: [] })
    const told: string[] = []
    const own = await Tsdb.open(store, { onDamage: ({ labels }) => told.push(labels.name) })
    const all = hints(start, start + dayMs)
    expect(await samples(own, 'up', all)).toHaveLength(5 * 240)
    expect(await samples(own, 'up', all)).toHaveLength(5 * 240)
    expect(await samples(own, 'other', all)).toHaveLength(6 * 240)
    expect(told).toEqual(['up'])
    expect(own.damages()).toMatchObject([{ tier: 'raw', fromMs: damagedFrom, toMs: damagedFrom + hourMs }])
  })

  it('among the rows of the head costs that row alone', async () => {
    await fill(tsdb, [named('up')], { fromMs: start, ticks: 10 }, (index) => index)
    const rows = await store.readHead(0, 100)
    const broken = new MemoryChunkStore()
    await broken.appendHead(
      rows.map((row) => (row.sequence === 5 ? { ...row, data: row.data.slice(0, -1) } : row)),
      await store.readSeries(),
    )
    const own = await Tsdb.open(broken)
    expect(await samples(own, 'up', hints(start, start + hourMs))).toHaveLength(9)
    expect(own.stats().damagedChunks).toBe(1)
  })
})

describe('a clock that jumps', () => {
  it('forwards and back blocks nothing for good: what it left behind can be discarded', async () => {
    await fill(tsdb, [named('up')], { fromMs: start, ticks: 480 }, (index) => index)
    const wrong = start + 30 * dayMs
    await fill(tsdb, [named('up'), named('new')], { fromMs: wrong, ticks: 480 }, () => -1)
    const right = start + 480 * stepMs
    expect(await tsdb.appendSamples(right, [{ labels: named('up'), value: 480 }])).toMatchObject({ taken: 0, late: 1 })
    await tsdb.discardFrom(right)
    expect(await tsdb.appendSamples(right, [{ labels: named('up'), value: 480 }])).toMatchObject({ taken: 1 })
    const expected = Array.from({ length: 481 }, (_, index) => [start + index * stepMs, index])
    const all = hints(start, start + 60 * dayMs)
    expect(await samples(tsdb, 'up', all)).toEqual(expected)
    expect(await samples(await Tsdb.open(store), 'up', all)).toEqual(expected)
    expect(tsdb.series([], { fromMs: 0, toMs: start + 60 * dayMs }).map(({ name }) => name)).toEqual(['up'])
  })
})

describe('a store that is closed', () => {
  it('takes and answers nothing more', async () => {
    await tsdb.close()
    await expect(tsdb.appendSamples(start, [])).rejects.toBeInstanceOf(TsdbError)
    await expect(tsdb.select([], hints(0, 1))).rejects.toMatchObject({ code: 'closed' })
  })
})
