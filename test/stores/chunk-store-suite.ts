import { beforeEach, expect, it } from 'vitest'
import type { ChunkStore, StoredChunk } from '#main/engine/tsdb/index.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const day = 1_700_006_400_000
const seen = { createdMs: day, lastSeenMs: day }

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const row = (sequence: number, tickMs: number) => ({ sequence, tickMs, data: bytes(sequence, 0, 255) })
const chunk = (series: number, fromMs: number, data = bytes(series)): StoredChunk => ({ series, fromMs, data })

/** What every chunk store promises. Call it inside `describe`; `prepare` makes an empty one. For tests only. */
export function chunkStoreSuite(prepare: () => Promise<ChunkStore>): void {
  let store: ChunkStore

  const everything = async (tier: Parameters<ChunkStore['readChunks']>[0]) => {
    const ranges = [1, 2, 3].map((series) => ({ series, fromMs: 0, toMs: day + 10 * dayMs }))
    const chunks = await store.readChunks(tier, ranges)
    return chunks.map(({ series, fromMs, data }) => ({ series, fromMs, data: [...data] }))
  }

  beforeEach(async () => {
    store = await prepare()
  })

  it('begins empty', async () => {
    expect(await store.readSeries()).toEqual([])
    expect(await store.readHead(0, 10)).toEqual([])
    expect(await store.readMarks()).toEqual({ sealedUntilMs: 0, rolledUntilMs: 0, retainedAtMs: 0 })
  })

  it('gives back rows in their order and series with them, also when it is told twice', async () => {
    const series = [{ id: 7, labels: '{"__name__":"up","job":"\\u0000蔵"}', ...seen }]
    await store.appendHead([row(1, day)], series)
    await store.appendHead([row(2, day + 15_000), row(3, day + 15_000)], [])
    await store.appendHead([row(3, day + 15_000)], series)
    expect(await store.readSeries()).toEqual(series)
    const read = await store.readHead(1, 10)
    expect(read.map(({ sequence, tickMs, data }) => [sequence, tickMs, [...data]])).toEqual([
      [2, day + 15_000, [2, 0, 255]],
      [3, day + 15_000, [3, 0, 255]],
    ])
    expect(await store.readHead(0, 2)).toHaveLength(2)
  })

  it('exchanges rows for chunks and moves the mark', async () => {
    await store.appendHead([row(1, day), row(2, day + hourMs)], [{ id: 1, labels: '{}', ...seen }])
    const untilMs = day + hourMs
    await store.seal({ chunks: [chunk(1, day)], untilMs, seen: [{ id: 1, lastSeenMs: day + dayMs }] })
    expect((await store.readHead(0, 10)).map(({ sequence }) => sequence)).toEqual([2])
    expect(await everything('raw')).toEqual([{ series: 1, fromMs: day, data: [1] }])
    expect(await store.readSeries()).toMatchObject([{ id: 1, lastSeenMs: day + dayMs }])
    expect(await store.readMarks()).toMatchObject({ sealedUntilMs: untilMs })
  })

  it('finds chunks by series and start, both ends included, of series with large numbers too', async () => {
    const last = 2 ** 21 - 1
    const chunks = [chunk(1, day), chunk(1, day + hourMs), chunk(1, day + 2 * hourMs), chunk(last, day, bytes(9))]
    await store.seal({ chunks: [...chunks, chunk(2, day)], untilMs: 0, seen: [] })
    const found = await store.readChunks('raw', [
      { series: last, fromMs: day, toMs: day },
      { series: 1, fromMs: day + hourMs, toMs: day + 2 * hourMs },
    ])
    expect(found.map(({ series, fromMs }) => [series, fromMs])).toEqual([
      [1, day + hourMs],
      [1, day + 2 * hourMs],
      [last, day],
    ])
    expect(await store.readChunks('raw', [])).toEqual([])
  })

  it('reads more ranges and writes more chunks than fit one statement', async () => {
    const chunks = Array.from({ length: 1201 }, (_, index) => chunk(index + 1, day))
    await store.seal({ chunks, untilMs: 0, seen: [] })
    const ranges = chunks.map(({ series }) => ({ series, fromMs: day, toMs: day }))
    const found = await store.readChunks('raw', ranges)
    expect(found.map(({ series }) => series)).toEqual(chunks.map(({ series }) => series))
  })

  it('replaces the points of a day that is written again', async () => {
    await store.writeRollups({ fiveMinutes: [chunk(1, day, bytes(1))], hours: [chunk(1, day, bytes(2))] })
    await store.writeRollups({ fiveMinutes: [chunk(1, day, bytes(3))], hours: [chunk(2, day, bytes(4))] })
    expect(await everything('five-minutes')).toEqual([{ series: 1, fromMs: day, data: [3] }])
    expect(await everything('hours')).toEqual([
      { series: 1, fromMs: day, data: [2] },
      { series: 2, fromMs: day, data: [4] },
    ])
  })

  it('deletes chunks of a tier, and series with all they have', async () => {
    await store.appendHead(
      [row(1, day)],
      [
        { id: 1, labels: '{"a":"1"}', ...seen },
        { id: 2, labels: '{"a":"2"}', ...seen },
      ],
    )
    await store.seal({ chunks: [chunk(1, day), chunk(1, day + hourMs), chunk(2, day)], untilMs: 0, seen: [] })
    await store.writeRollups({ fiveMinutes: [chunk(1, day), chunk(2, day)], hours: [chunk(2, day)] })
    await store.deleteChunks('raw', [{ series: 1, fromMs: 0, toMs: day }])
    expect((await everything('raw')).map(({ series, fromMs }) => [series, fromMs])).toEqual([
      [1, day + hourMs],
      [2, day],
    ])
    expect(await everything('five-minutes')).toHaveLength(2)
    await store.deleteSeries([2])
    expect((await store.readSeries()).map(({ id }) => id)).toEqual([1])
    expect((await everything('raw')).map(({ series }) => series)).toEqual([1])
    expect((await everything('five-minutes')).map(({ series }) => series)).toEqual([1])
    expect(await everything('hours')).toEqual([])
  })

  it('takes away what is later, points by whole days, and moves the marks back', async () => {
    const untilMs = day + 2 * dayMs
    await store.appendHead([row(1, untilMs), row(2, day)], [{ id: 1, labels: '{}', ...seen }])
    await store.seal({ chunks: [chunk(1, day), chunk(1, day + 2 * hourMs)], untilMs: day, seen: [] })
    await store.writeRollups({ fiveMinutes: [chunk(1, day - dayMs), chunk(1, day)], hours: [chunk(1, day)] })
    await store.moveMarks({ rolledUntilMs: day + dayMs, retainedAtMs: day + dayMs })
    await store.discardFrom(day + hourMs, day)
    expect((await store.readHead(0, 10)).map(({ sequence }) => sequence)).toEqual([2])
    expect((await everything('raw')).map(({ fromMs }) => fromMs)).toEqual([day])
    expect((await everything('five-minutes')).map(({ fromMs }) => fromMs)).toEqual([day - dayMs])
    expect(await everything('hours')).toEqual([])
    expect(await store.readMarks()).toEqual({ sealedUntilMs: day, rolledUntilMs: day, retainedAtMs: day })
  })
}
