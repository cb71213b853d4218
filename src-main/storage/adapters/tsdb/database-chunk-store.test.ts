import { CompiledQuery } from 'kysely'
import { expect, it } from 'vitest'
import { chunkStoreSuite } from '#test/stores/chunk-store-suite.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { explain } from '../../explain.ts'
import { DatabaseChunkStore } from './index.ts'

describeOnEachDatabase('the chunk store', (open) => {
  chunkStoreSuite(async () => new DatabaseChunkStore(await open()))

  it('finds chunks by their key, however many series are asked for', async () => {
    const storage = await open()
    const chunks = Array.from({ length: 5000 }, (_, index) => ({
      ...{ series: index + 1, fromMs: 1_699_920_000_000, data: new Uint8Array(100) },
    }))
    const store = new DatabaseChunkStore(storage)
    await store.seal({ chunks, untilMs: 0, seen: [] })
    const ranges = [1, 900, 4000].map((series) => ({ series, fromMs: 1_699_000_000_000, toMs: 1_700_000_000_000 }))
    const queries: CompiledQuery[] = []
    const stop = storage.onQuery(({ sql, parameters }) => queries.push(CompiledQuery.raw(sql, [...parameters])))
    expect(await store.readChunks('raw', ranges)).toHaveLength(3)
    stop()
    for (const compiled of queries) {
      const plan = await explain(storage, { compile: () => compiled })
      expect(plan.join('\n')).toMatch(/INTEGER PRIMARY KEY|timeseries_raw_pkey/)
      expect(plan.join('\n')).not.toMatch(/SCAN|Seq Scan/)
    }
  })

  it('writes nothing of a seal that fails', async () => {
    const storage = await open()
    const store = new DatabaseChunkStore(storage)
    const first = { sequence: 1, tickMs: 1000, data: new Uint8Array([1]) }
    await store.appendHead([first], [])
    const failing = new DatabaseChunkStore({
      db: storage.db,
      transaction: (work) =>
        storage.transaction(async (tx) => {
          await work(tx)
          throw new Error('the power is cut')
        }),
    })
    const chunks = [{ series: 1, fromMs: 1000, data: new Uint8Array([2]) }]
    await expect(failing.seal({ chunks, untilMs: 2000, seen: [] })).rejects.toThrow('the power is cut')
    expect(await store.readHead(0, 10)).toHaveLength(1)
    expect(await store.readChunks('raw', [{ series: 1, fromMs: 0, toMs: 5000 }])).toEqual([])
    expect(await store.readMarks()).toMatchObject({ sealedUntilMs: 0 })
  })
})
